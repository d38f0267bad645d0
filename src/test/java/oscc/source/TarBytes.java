package oscc.source;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes tar archives header by header, so that they may also be wrong. */
final class TarBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** One header with its checksum; numbers in octal. */
  static final class Header {
    private final byte[] block = new byte[512];

    Header(String name, char type) {
      put(0, name.getBytes(StandardCharsets.UTF_8));
      number(100, 8, 0644);
      number(108, 8, 0);
      number(116, 8, 0);
      number(124, 12, 0);
      number(136, 12, 1000);
      put(156, new byte[] {(byte) type});
      text(257, "ustar\00000");
    }

    @CanIgnoreReturnValue
    Header put(int at, byte[] bytes) {
      System.arraycopy(bytes, 0, block, at, bytes.length);
      return this;
    }

    @CanIgnoreReturnValue
    Header text(int at, String text) {
      return put(at, text.getBytes(StandardCharsets.UTF_8));
    }

    @CanIgnoreReturnValue
    Header number(int at, int length, long value) {
      String format = "%0" + (length - 1) + "o";
      return text(at, String.format(Locale.ROOT, format, value));
    }

    Header mode(int mode) {
      return number(100, 8, mode);
    }

    Header owner(long uid, long gid) {
      return number(108, 8, uid).number(116, 8, gid);
    }

    Header size(long size) {
      return number(124, 12, size);
    }

    Header mtime(long mtime) {
      return number(136, 12, mtime);
    }

    Header link(String target) {
      return text(157, target);
    }

    Header device(long major, long minor) {
      return number(329, 8, major).number(337, 8, minor);
    }

    byte[] bytes() {
      text(148, "        ");
      int sum = 0;
      for (byte b : block) {
        sum += b & 0xff;
      }
      return text(148, String.format(Locale.ROOT, "%06o\0 ", sum)).block;
    }
  }

  @CanIgnoreReturnValue
  TarBytes add(Header header) {
    return raw(header.bytes());
  }

  @CanIgnoreReturnValue
  TarBytes add(Header header, byte[] data) {
    return raw(header.size(data.length).bytes()).data(data);
  }

  @CanIgnoreReturnValue
  TarBytes file(String name, String text) {
    return add(new Header(name, '0'), utf8(text));
  }

  @CanIgnoreReturnValue
  TarBytes folder(String name) {
    return add(new Header(name, '5').mode(0755));
  }

  @CanIgnoreReturnValue
  TarBytes symlink(String name, String target) {
    return add(new Header(name, '2').mode(0777).link(target));
  }

  @CanIgnoreReturnValue
  TarBytes hardLink(String name, String target) {
    return add(new Header(name, '1').link(target));
  }

  /** A pax header for the next entry: keys and values by turns. */
  @CanIgnoreReturnValue
  TarBytes pax(char type, Object... keysAndValues) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      byte[] value =
          keysAndValues[i + 1] instanceof byte[] bytes
              ? bytes
              : utf8(keysAndValues[i + 1].toString());
      byte[] key = utf8(" " + keysAndValues[i] + "=");
      int rest = key.length + value.length + 1;
      int length = rest + Integer.toString(rest).length();
      length = rest + Integer.toString(length).length();
      records.writeBytes(utf8(Integer.toString(length)));
      records.writeBytes(key);
      records.writeBytes(value);
      records.write('\n');
    }
    return add(new Header("pax", type), records.toByteArray());
  }

  /** Bytes of an entry, padded to whole blocks. */
  @CanIgnoreReturnValue
  TarBytes data(byte[] data) {
    raw(data);
    return raw(new byte[-data.length & 511]);
  }

  @CanIgnoreReturnValue
  TarBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** The archive as far as it was written, without an end. */
  byte[] unended() {
    return out.toByteArray();
  }

  /** The archive with its end marker. */
  byte[] ended() {
    return raw(new byte[1024]).unended();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
