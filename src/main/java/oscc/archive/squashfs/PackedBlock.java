package oscc.archive.squashfs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import oscc.codec.BlockCompressor;

/**
 * A block as it stands in an image: compressed if that made it smaller, else raw; of no bytes if it
 * was all zeros and may be a hole.
 */
final class PackedBlock {
  /** Set in the size of a block that is stored raw; format.adoc "Data and Fragment Blocks". */
  static final int STORED_RAW = 1 << 24;

  private final byte[] bytes;
  private final int length;
  private final Form form;

  /** How the bytes are to be read. */
  enum Form {
    COMPRESSED,
    RAW,
    HOLE
  }

  /** What a block is for, which decides whether zeros may be left out. */
  enum Use {
    DATA,
    FRAGMENT
  }

  private PackedBlock(byte[] bytes, int length, Form form) {
    this.bytes = bytes;
    this.length = length;
    this.form = form;
  }

  static PackedBlock pack(byte[] block, int length, Use use, BlockCompressor compressor) {
    if (use == Use.DATA && isZero(block, length)) {
      return new PackedBlock(new byte[0], 0, Form.HOLE);
    }
    Optional<byte[]> smaller = compressor.compress(block, length);
    return smaller
        .map(bytes -> new PackedBlock(bytes, bytes.length, Form.COMPRESSED))
        .orElseGet(() -> new PackedBlock(block, length, Form.RAW));
  }

  private static boolean isZero(byte[] block, int length) {
    for (int i = 0; i < length; i++) {
      if (block[i] != 0) {
        return false;
      }
    }
    return true;
  }

  Form form() {
    return form;
  }

  /** Bytes on disk. */
  int length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** The size as inodes and the fragment table have it. */
  int sizeWord() {
    return form == Form.RAW ? length | STORED_RAW : length;
  }

  /** The bytes on disk of a block with this size word. */
  static int diskSize(int sizeWord) {
    return sizeWord & (STORED_RAW - 1);
  }
}
