package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import oscc.codec.Codec;

/** The bytes of an image as they are asked for: raw, metadata blocks, data blocks. */
final class ImageBytes {
  private static final int META_RAW = 0x8000;
  private static final int META_HEAD = 2;

  /** Metadata blocks that are kept: listings and inodes are read near each other. */
  private static final int KEPT = 1024;

  private final Path file;
  private final ImageHead head;
  private final Map<Long, MetaBlock> blocks = new LinkedHashMap<>();

  /**
   * An unpacked metadata block.
   *
   * @param next where the block behind it begins
   */
  record MetaBlock(ByteBuffer bytes, long next) {}

  ImageBytes(Path file, ImageHead head) {
    this.file = file;
    this.head = head;
  }

  ImageHead head() {
    return head;
  }

  /** Bytes from a place in the image. */
  byte[] read(long at, int length) throws IOException {
    if (at < 0 || at > head.end() - length) {
      throw new IOException("it points outside of itself");
    }
    return read(file, at, length);
  }

  static byte[] read(Path file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try (FileChannel channel = FileChannel.open(file)) {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, at + buffer.position()) < 0) {
          throw new IOException("it ends too early");
        }
      }
    }
    return buffer.array();
  }

  /** The metadata block that begins there. */
  MetaBlock metaBlock(long at) throws IOException {
    MetaBlock known = blocks.get(at);
    if (known != null) {
      return known;
    }
    int word = number(read(at, META_HEAD)).getShort() & 0xffff;
    int size = word & (META_RAW - 1);
    byte[] stored = read(at + META_HEAD, size);
    byte[] bytes = (word & META_RAW) != 0 ? stored : unpack(stored, MetaWriter.BLOCK);
    if (bytes.length == 0 || bytes.length > MetaWriter.BLOCK) {
      throw new IOException("a metadata block has %d bytes".formatted(bytes.length));
    }
    MetaBlock block = new MetaBlock(number(bytes), at + META_HEAD + size);
    if (blocks.size() == KEPT) {
      blocks.remove(blocks.keySet().iterator().next());
    }
    blocks.put(at, block);
    return block;
  }

  /** A data or fragment block with this size word, of {@code length} bytes. */
  byte[] dataBlock(long at, int sizeWord, int length) throws IOException {
    int size = PackedBlock.diskSize(sizeWord);
    if (size > head.blockSize()) {
      throw new IOException("a block has %d bytes".formatted(size));
    }
    byte[] stored = read(at, size);
    boolean raw = (sizeWord & PackedBlock.STORED_RAW) != 0;
    byte[] bytes = raw ? stored : unpack(stored, head.blockSize());
    if (bytes.length < length) {
      throw new IOException("a block has %d bytes instead of %d".formatted(bytes.length, length));
    }
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }

  private byte[] unpack(byte[] packed, int most) throws IOException {
    Codec codec = head.codec();
    return codec.unpackBlock(packed, most);
  }

  static ByteBuffer number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A cursor on the records of the table that begins at {@code table}. */
  MetaReader at(long table, long block, int offset) throws IOException {
    return new MetaReader(this, table + block, offset);
  }

  /** The entry of a table that is found by a list of the places of its blocks. */
  MetaReader entry(long list, long index, int size) throws IOException {
    long perBlock = MetaWriter.BLOCK / size;
    long block = number(read(list + index / perBlock * Long.BYTES, Long.BYTES)).getLong();
    return new MetaReader(this, block, (int) (index % perBlock) * size);
  }
}
