package oscc.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Parts of an ELF file, checked against its size before anything is read or allocated. */
final class ElfBytes {
  /** No table that oscc reads comes near this; a file that claims more is refused. */
  private static final long MAX_PART = 1 << 26;

  private static final int MAX_STRING = 4096;

  private final RandomBytes bytes;
  private final long size;
  private final ByteOrder order;
  private final boolean wide;

  ElfBytes(RandomBytes bytes, long size, ByteOrder order, boolean wide) {
    this.bytes = bytes;
    this.size = size;
    this.order = order;
    this.wide = wide;
  }

  boolean isWide() {
    return wide;
  }

  /** The bytes of one part; {@code what} names it in the message when they are not there. */
  ByteBuffer part(long at, long length, String what) throws IOException {
    if (at < 0 || length < 0 || length > size || at > size - length) {
      throw new BadElf("its %s reaches beyond the end of the file".formatted(what));
    }
    if (length > MAX_PART) {
      throw new BadElf("its %s is %d bytes long".formatted(what, length));
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) length).order(order);
    bytes.readFully(at, buffer);
    return buffer.flip();
  }

  /** A field that is as wide as the class of the file: its place in 32-bit and 64-bit form. */
  long word(ByteBuffer buffer, int narrowAt, int wideAt) {
    return wide ? buffer.getLong(wideAt) : Integer.toUnsignedLong(buffer.getInt(narrowAt));
  }

  /** A string that ends with NUL before {@code end}. */
  String string(long at, long end, String what) throws IOException {
    if (at < 0 || at >= end) {
      throw new BadElf("its %s lies outside of the string table".formatted(what));
    }
    long last = Math.min(Math.min(end, size), at + MAX_STRING);
    return terminated(part(at, last - at, what), 0, what);
  }

  /** The string that begins at {@code start} of a table. */
  static String terminated(ByteBuffer table, int start, String what) throws IOException {
    int end = Math.min(table.limit(), start + MAX_STRING);
    for (int i = start; i < end; i++) {
      if (table.get(i) == 0) {
        return text(table, start, i);
      }
    }
    throw new BadElf("its %s has no end".formatted(what));
  }

  /** Whether {@code prefix} stands at {@code start} of a table. */
  static boolean startsWith(ByteBuffer table, int start, byte[] prefix) {
    if (start < 0 || start > table.limit() - prefix.length) {
      return false;
    }
    return table.slice(start, prefix.length).equals(ByteBuffer.wrap(prefix));
  }

  /** The text between two places of a table. */
  static String text(ByteBuffer table, int start, int end) {
    return StandardCharsets.UTF_8.decode(table.slice(start, end - start)).toString();
  }
}
