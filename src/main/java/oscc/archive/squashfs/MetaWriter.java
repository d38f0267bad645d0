package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import oscc.codec.BlockCompressor;

/**
 * A stream of records in blocks of 8 KiB, each with its size before it; format.adoc "Packing
 * Metadata".
 */
final class MetaWriter {
  /** Bytes of an unpacked block. */
  static final int BLOCK = 8192;

  /** Set in the size of a block that is stored raw. */
  private static final int STORED_RAW = 0x8000;

  private final BlockCompressor compressor;
  private final Sink sink;
  private final LittleEndian starts = new LittleEndian();
  private final byte[] block = new byte[BLOCK];
  private int fill;
  private long start;

  /** Where blocks go. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] bytes) throws IOException;
  }

  MetaWriter(BlockCompressor compressor, Sink sink) {
    this.compressor = compressor;
    this.sink = sink;
  }

  /** Where the block of the next record begins, counted from the first block. */
  long blockStart() {
    return start;
  }

  /** Where in its unpacked block the next record begins. */
  int offset() {
    return fill;
  }

  /** A reference to the next record: block and offset in one number. */
  long reference() {
    return start << 16 | fill;
  }

  void write(LittleEndian record) throws IOException {
    byte[] bytes = record.toByteArray();
    for (int at = 0; at < bytes.length; ) {
      int part = Math.min(BLOCK - fill, bytes.length - at);
      System.arraycopy(bytes, at, block, fill, part);
      fill += part;
      at += part;
      if (fill == BLOCK) {
        flush();
      }
    }
  }

  /** Writes out the last block. */
  void finish() throws IOException {
    if (fill > 0) {
      flush();
    }
  }

  private void flush() throws IOException {
    Optional<byte[]> smaller = compressor.compress(block, fill);
    LittleEndian packed = new LittleEndian();
    if (smaller.isPresent()) {
      packed.u16(smaller.get().length).bytes(smaller.get());
    } else {
      packed.u16(fill | STORED_RAW).bytes(Arrays.copyOf(block, fill));
    }
    starts.u64(start);
    sink.accept(packed.toByteArray());
    start += packed.size();
    fill = 0;
  }

  /**
   * The starts of all blocks, as a lookup table lists them, when the first lies at {@code base}.
   */
  LittleEndian locations(long base) {
    LittleEndian absolute = new LittleEndian();
    ByteBuffer relative = ByteBuffer.wrap(starts.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    while (relative.hasRemaining()) {
      absolute.u64(base + relative.getLong());
    }
    return absolute;
  }
}
