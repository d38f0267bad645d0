package oscc.archive.squashfs;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Collects the records of a table: integers with the lowest byte first, and bytes. */
final class LittleEndian {
  private byte[] bytes = new byte[64];
  private int size;

  @CanIgnoreReturnValue
  LittleEndian u16(int value) {
    view(2).putShort((short) value);
    return this;
  }

  @CanIgnoreReturnValue
  LittleEndian u32(long value) {
    view(4).putInt((int) value);
    return this;
  }

  @CanIgnoreReturnValue
  LittleEndian u64(long value) {
    view(8).putLong(value);
    return this;
  }

  @CanIgnoreReturnValue
  LittleEndian bytes(byte[] more) {
    view(more.length).put(more);
    return this;
  }

  private ByteBuffer view(int length) {
    int start = size;
    size = Math.addExact(start, length);
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(size, 2L * bytes.length), 1L << 30));
    }
    return ByteBuffer.wrap(bytes, start, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
