package oscc.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import oscc.store.Digest;

/** The words that unit files are written in: numbers of seven bits a byte, lengths before texts. */
final class UnitBytes {
  private UnitBytes() {}

  /** Writes words. */
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

    void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    void bytes(byte[] bytes) {
      number(bytes.length);
      out.writeBytes(bytes);
    }

    void text(String text) {
      bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void optional(Optional<String> text) {
      number(text.isPresent() ? 1 : 0);
      text.ifPresent(this::text);
    }

    void digest(Digest digest) {
      out.writeBytes(HexFormat.of().parseHex(digest.hex()));
    }

    <T> void list(List<T> items, Consumer<T> writes) {
      number(items.size());
      items.forEach(writes);
    }

    void texts(List<String> texts) {
      list(texts, this::text);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }

  /** Reads what {@link Writer} wrote. */
  static final class Reader {
    private static final int DIGEST_SIZE = 32;

    private final ByteBuffer in;

    Reader(ByteBuffer in) {
      this.in = in;
    }

    long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = in.get();
        value |= (b & 0x7fL) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }

    int count() {
      return Math.toIntExact(number());
    }

    String text() {
      int length = count();
      String text =
          new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
      in.position(in.position() + length);
      return text;
    }

    Optional<String> optional() {
      return number() == 0 ? Optional.empty() : Optional.of(text());
    }

    Digest digest() {
      int start = in.arrayOffset() + in.position();
      in.position(in.position() + DIGEST_SIZE);
      return new Digest(HexFormat.of().formatHex(in.array(), start, start + DIGEST_SIZE));
    }

    <T> List<T> list(Supplier<T> reads) {
      int count = count();
      List<T> items = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        items.add(reads.get());
      }
      return items;
    }

    List<String> texts() {
      return list(this::text);
    }
  }
}
