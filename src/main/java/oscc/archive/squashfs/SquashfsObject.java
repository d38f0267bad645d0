package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import oscc.store.Digest;

/**
 * Contents compressed for one set of parameters, as a file of the store: their data blocks and
 * fragment blocks, then an index of rows, block sizes and fragments, then a footer that says how
 * many there are and has the index' digest and a CRC32C of the data. Only the index is mapped.
 */
public final class SquashfsObject {
  /** Raised whenever equal contents and parameters give another object. */
  static final int FORMAT = 3;

  private static final long MAGIC = 0x316a626f6363736fL;
  private static final int COUNTS = 44;
  private static final int FOOTER = COUNTS + Digest.SIZE;
  private static final int BLOCK = 4;
  private static final int FRAGMENT = 16;

  private final Path file;
  private final Shape shape;
  private final ByteBuffer index;

  /** What the footer says. */
  record Shape(
      int compressorId,
      int blockSize,
      int contents,
      int blocks,
      int fragments,
      long dataLength,
      int dataChecksum) {

    private long indexLength() {
      return (long) contents * ObjectRow.SIZE + (long) blocks * BLOCK + (long) fragments * FRAGMENT;
    }
  }

  private SquashfsObject(Path file, Shape shape, ByteBuffer index) {
    this.file = file;
    this.shape = shape;
    this.index = index;
  }

  /**
   * Opens an object.
   *
   * @throws Damaged that names the file if it is not a whole object
   */
  static SquashfsObject open(Path file) throws IOException {
    SquashfsObject object = openNew(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (checksum(channel, object.dataLength()) != object.shape.dataChecksum()) {
        throw damaged(file);
      }
    }
    return object;
  }

  /** The same of an object that this process has just written, so that its data is not read. */
  static SquashfsObject openNew(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < FOOTER) {
        throw damaged(file);
      }
      ByteBuffer footer = channel.map(FileChannel.MapMode.READ_ONLY, size - FOOTER, FOOTER);
      Shape shape = shape(file, footer.order(ByteOrder.LITTLE_ENDIAN));
      long length = shape.indexLength();
      if (shape.dataLength() + length + FOOTER != size || length > Integer.MAX_VALUE) {
        throw damaged(file);
      }
      ByteBuffer index = channel.map(FileChannel.MapMode.READ_ONLY, shape.dataLength(), length);
      if (!digest(index, footer.slice(0, COUNTS)).equals(Digest.at(footer, COUNTS))) {
        throw damaged(file);
      }
      return new SquashfsObject(file, shape, index.order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  /** Linking copies data without a look at it, so that this is where damage shows. */
  private static int checksum(FileChannel channel, long length) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    for (long at = 0; at < length; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
      int read = channel.read(buffer, at);
      if (read < 0) {
        break;
      }
      crc.update(buffer.flip());
      at += read;
    }
    return (int) crc.getValue();
  }

  private static Shape shape(Path file, ByteBuffer footer) throws IOException {
    if (footer.getLong() != MAGIC || footer.getInt() != FORMAT) {
      throw damaged(file);
    }
    Shape shape =
        new Shape(
            footer.getInt(),
            footer.getInt(),
            footer.getInt(),
            footer.getInt(),
            footer.getInt(),
            footer.getLong(),
            footer.getInt());
    if (shape.contents() < 0 || shape.blocks() < 0 || shape.fragments() < 0) {
      throw damaged(file);
    }
    return shape;
  }

  private static Damaged damaged(Path file) {
    return new Damaged("%s: not a whole squashfs object".formatted(file));
  }

  /** A file is no object, or not all of one. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    private Damaged(String message) {
      super(message);
    }
  }

  /** What stands behind the data blocks: the index and the footer. */
  static byte[] encodeIndex(Shape shape, byte[] index) {
    LittleEndian counts = new LittleEndian().u64(MAGIC).u32(FORMAT);
    counts.u32(shape.compressorId()).u32(shape.blockSize());
    counts.u32(shape.contents()).u32(shape.blocks()).u32(shape.fragments());
    byte[] footer = counts.u64(shape.dataLength()).u32(shape.dataChecksum()).toByteArray();
    LittleEndian all = new LittleEndian().bytes(index).bytes(footer);
    Digest digest = digest(ByteBuffer.wrap(index), ByteBuffer.wrap(footer));
    return all.bytes(digest.bytes()).toByteArray();
  }

  private static Digest digest(ByteBuffer index, ByteBuffer counts) {
    MessageDigest sha256 = Digest.sha256();
    sha256.update(index.duplicate());
    sha256.update(counts.duplicate());
    return Digest.ofFinished(sha256);
  }

  /** Where the object lies. */
  public Path file() {
    return file;
  }

  /** How many bytes of data and fragment blocks it has. */
  public long dataLength() {
    return shape.dataLength();
  }

  /** How many contents it has. */
  public int contents() {
    return shape.contents();
  }

  int fragments() {
    return shape.fragments();
  }

  boolean suits(SquashfsOptions options) {
    return shape.compressorId() == options.compressorId()
        && shape.blockSize() == options.blockSize();
  }

  ObjectRow row(int i) {
    return ObjectRow.of(index, i * ObjectRow.SIZE);
  }

  /** The size word of a block, by its number in the whole object. */
  int blockSizeWord(int i) {
    return index.getInt(shape.contents() * ObjectRow.SIZE + i * BLOCK);
  }

  long fragmentStart(int i) {
    return index.getLong(fragmentAt(i));
  }

  int fragmentSizeWord(int i) {
    return index.getInt(fragmentAt(i) + Long.BYTES);
  }

  private int fragmentAt(int i) {
    return shape.contents() * ObjectRow.SIZE + shape.blocks() * BLOCK + i * FRAGMENT;
  }
}
