package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads records that lie in metadata blocks, one after the other; the reverse of MetaWriter. */
final class MetaReader {
  private final ImageBytes image;
  private ImageBytes.MetaBlock block;
  private long start;
  private int offset;

  MetaReader(ImageBytes image, long start, int offset) throws IOException {
    this.image = image;
    this.start = start;
    this.block = image.metaBlock(start);
    this.offset = offset;
    if (offset > block.bytes().limit()) {
      throw new IOException("it points behind the end of a metadata block");
    }
  }

  /** A cursor of its own at the same place. */
  MetaReader copy() throws IOException {
    return new MetaReader(image, start, offset);
  }

  int u16() throws IOException {
    return ImageBytes.number(bytes(2)).getShort() & 0xffff;
  }

  long u32() throws IOException {
    return Integer.toUnsignedLong(ImageBytes.number(bytes(4)).getInt());
  }

  long u64() throws IOException {
    return ImageBytes.number(bytes(8)).getLong();
  }

  byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      ByteBuffer from = block.bytes();
      if (offset == from.limit()) {
        start = block.next();
        block = image.metaBlock(start);
        offset = 0;
      } else {
        int part = Math.min(length - at, from.limit() - offset);
        from.get(offset, bytes, at, part);
        offset += part;
        at += part;
      }
    }
    return bytes;
  }
}
