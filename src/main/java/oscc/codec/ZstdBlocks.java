package oscc.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Blocks as zstd frames that say their size, so that their window is no larger than a block. In
 * large blocks the middle levels keep to a table that fits into the processor's own cache; what
 * that is worth is in {@code docs/decisions/070-squashfs-parameters.md}.
 */
final class ZstdBlocks implements BlockCompressor {
  /** Raised whenever the same library gives other bytes. */
  static final int VERSION = 3;

  /** From here on a level keeps a larger table than the processor's cache holds. */
  private static final int FIRST = 6;

  /** Levels above it take their time anyway, and are left as they are. */
  private static final int LAST = 10;

  /** In blocks of at most so many bytes zstd's own tables have 2^17 entries or fewer. */
  private static final int SHORT = 1 << 17;

  /** In blocks of at most so many bytes they have 2^19. */
  private static final int MIDDLE = 1 << 18;

  private static final Search OF_LEVEL = new Search(0, 0, 0);

  private final ZstdCompressCtx context;
  private final Search middle;
  private final Search large;

  // Outside of the heap: the library would keep the collector from its work as long as it has an
  // array of it, and with several threads one nearly always has.
  private final Arena memory = Arena.ofShared();
  private final ByteBuffer source;
  private final ByteBuffer target;

  /**
   * How matches are looked for; what is 0 is left to the level.
   *
   * @param hashLog binary logarithm of the entries of the table
   * @param minMatch bytes of the shortest match
   * @param searchLog binary logarithm of the places that are looked at
   */
  private record Search(int hashLog, int minMatch, int searchLog) {}

  ZstdBlocks(int level, int blockSize) {
    this.context = new ZstdCompressCtx().setLevel(level).setChecksum(false).setContentSize(true);
    this.middle = middle(level);
    this.large = large(level);
    this.source = memory.allocate(blockSize).asByteBuffer();
    this.target = memory.allocate(Zstd.compressBound(blockSize)).asByteBuffer();
  }

  private static Search middle(int level) {
    if (level == FIRST) {
      return new Search(18, 4, 4);
    }
    return isOurs(level) ? new Search(18, 0, 0) : OF_LEVEL;
  }

  /** Short matches make it smaller, but slower to unpack: nothing for the lowest of the levels. */
  private static Search large(int level) {
    if (level == FIRST) {
      return new Search(18, 0, 0);
    }
    return isOurs(level) ? new Search(17, 4, 0) : OF_LEVEL;
  }

  private static boolean isOurs(int level) {
    return level >= FIRST && level <= LAST;
  }

  /** The bytes as one frame, whether that is smaller or not. */
  static byte[] frame(byte[] bytes, int level) throws IOException {
    NativeZstd.load();
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(level).setChecksum(false).setContentSize(true).compress(bytes);
    }
  }

  @Override
  public Optional<byte[]> compress(byte[] block, int length) {
    set(search(length));
    source.put(0, block, 0, length);
    int size = context.compressDirectByteBuffer(target, 0, target.capacity(), source, 0, length);
    if (size >= length) {
      return Optional.empty();
    }
    byte[] smaller = new byte[size];
    target.get(0, smaller);
    return Optional.of(smaller);
  }

  private Search search(int length) {
    if (length > MIDDLE) {
      return large;
    }
    return length > SHORT ? middle : OF_LEVEL;
  }

  private void set(Search search) {
    context.setHashLog(search.hashLog());
    context.setMinMatch(search.minMatch());
    context.setSearchLog(search.searchLog());
  }

  /** The bytes of a block, of which there are {@code most} at most. */
  static byte[] unpack(byte[] packed, int most) throws IOException {
    byte[] target = new byte[most];
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      int size = context.decompressByteArray(target, 0, most, packed, 0, packed.length);
      return Arrays.copyOf(target, size);
    } catch (ZstdException e) {
      throw new IOException("a zstd block is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    context.close();
    memory.close();
  }
}
