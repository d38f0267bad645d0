package oscc.codec;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.ZstdVersion;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * A way to compress bytes. What is written is what the Linux kernel can read, and the same input
 * gives the same bytes; for {@link #GZIP} that holds for one JDK, for the others everywhere.
 */
public enum Codec {
  /** As it is. */
  NONE(0, 0, 0),
  /** RFC 1952; in squashfs a zlib stream, RFC 1950. */
  GZIP(1, 9, 9),
  /** LZMA2 in the xz container, with a CRC32, since the kernel refuses the usual CRC64. */
  XZ(0, 9, 6),
  /** RFC 8878: one frame. */
  ZSTD(1, 22, 15),
  /** Read only: archives come in it. */
  BZIP2(0, 0, 0);

  /** How many leading bytes {@link #detect} looks at. */
  public static final int HEAD = 6;

  /** Version of XZ for Java; a test holds it to the jar on the class path. */
  static final String XZ_VERSION = "1.12";

  private static final int BUFFER = 1 << 16;

  /** An archive whose xz dictionary is larger than this is refused instead of filling the heap. */
  private static final int XZ_MEMORY_KIB = 1 << 18;

  private final int minLevel;
  private final int maxLevel;
  private final int defaultLevel;

  Codec(int minLevel, int maxLevel, int defaultLevel) {
    this.minLevel = minLevel;
    this.maxLevel = maxLevel;
    this.defaultLevel = defaultLevel;
  }

  /** The codec whose magic number {@code head} starts with; {@link #NONE} if there is none. */
  public static Codec detect(byte[] head) {
    if (startsWith(head, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return ZSTD;
    }
    return startsWith(head, 'B', 'Z', 'h') ? BZIP2 : NONE;
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** The lowest level of this codec's own scale. */
  public int minLevel() {
    return minLevel;
  }

  /** The highest level of this codec's own scale. */
  public int maxLevel() {
    return maxLevel;
  }

  /** The level when nobody says otherwise. */
  public int defaultLevel() {
    return defaultLevel;
  }

  /** Changes whenever equal input may compress to other bytes; for the keys of caches. */
  public String version() {
    return switch (this) {
      case NONE, BZIP2 -> "1";
      case GZIP -> "%s %s".formatted(Runtime.version(), System.getProperty("java.vm.vendor"));
      case XZ -> XZ_VERSION;
      case ZSTD -> ZstdVersion.VERSION + "." + ZstdBlocks.VERSION;
    };
  }

  /**
   * Reads what lies compressed in {@code in}, over all members, frames or streams that follow each
   * other. Input that is cut short or damaged ends in an {@link IOException}.
   */
  public InputStream decompress(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> GzipStream.open(in);
      // Without the cache each archive, however small, would fill a new dictionary with zeros
      // first.
      case XZ ->
          new XZInputStream(buffered(in), XZ_MEMORY_KIB, true, BasicArrayCache.getInstance());
      case ZSTD -> {
        NativeZstd.load();
        yield new ZstdStream(in);
      }
      case BZIP2 -> new Bzip2Stream(new BZip2CompressorInputStream(buffered(in), true));
    };
  }

  private static BufferedInputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  /** Compresses into {@code out}; closing the result completes it and closes {@code out}. */
  public OutputStream compress(OutputStream out, int level) throws IOException {
    checkLevel(level);
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GzipSink(out, level);
      case XZ -> new XZOutputStream(out, new LZMA2Options(level), org.tukaani.xz.XZ.CHECK_CRC32);
      case ZSTD -> {
        NativeZstd.load();
        yield new ZstdOutputStreamNoFinalizer(out, level).setChecksum(false).setWorkers(0);
      }
      case BZIP2 -> throw new IllegalArgumentException("bzip2 is only read");
    };
  }

  /**
   * Compresses bytes that are at hand as a whole. Who knows the end beforehand needs tables of that
   * size only: for a few kilobytes a stream of zstd fills 60 MB with zeros first.
   */
  public byte[] compress(byte[] bytes, int level) throws IOException {
    checkLevel(level);
    if (this == ZSTD) {
      return ZstdBlocks.frame(bytes, level);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = compress(packed, level)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /**
   * A compressor of blocks up to {@code blockSize} bytes, in the form that squashfs has them. It
   * serves one thread at a time.
   */
  public BlockCompressor blockCompressor(int level, int blockSize) throws IOException {
    checkLevel(level);
    return switch (this) {
      case NONE -> new StoredBlocks();
      case GZIP -> new ZlibBlocks(level);
      case XZ -> new XzBlocks(level, blockSize);
      case ZSTD -> {
        NativeZstd.load();
        yield new ZstdBlocks(level, blockSize);
      }
      case BZIP2 -> throw new IllegalArgumentException("bzip2 is only read");
    };
  }

  /**
   * The bytes of a block in the form that squashfs has it.
   *
   * @param most how many there can be
   * @throws IOException if it is damaged or gives more than that
   */
  public byte[] unpackBlock(byte[] packed, int most) throws IOException {
    InputStream in = new ByteArrayInputStream(packed);
    return switch (this) {
      case NONE -> packed;
      case GZIP -> most(new InflaterInputStream(in), most);
      case XZ -> most(new XZInputStream(in, XZ_MEMORY_KIB), most);
      case ZSTD -> {
        NativeZstd.load();
        yield ZstdBlocks.unpack(packed, most);
      }
      case BZIP2 -> throw new IllegalArgumentException("bzip2 is for archives");
    };
  }

  private static byte[] most(InputStream unpacking, int most) throws IOException {
    try (unpacking) {
      byte[] bytes = unpacking.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("a block is larger than %d bytes".formatted(most));
      }
      return bytes;
    }
  }

  private void checkLevel(int level) {
    if (level < minLevel || level > maxLevel) {
      throw new IllegalArgumentException(
          "level %d of %s, which has %d to %d".formatted(level, this, minLevel, maxLevel));
    }
  }
}
