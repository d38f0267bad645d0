package oscc.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The words that files of the store are written in: numbers of seven bits a byte, lengths before
 * texts.
 */
public final class Words {
  private Words() {}

  /** Writes words. */
  public static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

    /** A number; a negative one takes ten bytes. */
    public void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    /** Bytes after their number. */
    public void bytes(byte[] bytes) {
      number(bytes.length);
      out.writeBytes(bytes);
    }

    /** How many bytes were written. */
    public int size() {
      return out.size();
    }

    /** A text. */
    public void text(String text) {
      bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text that may be absent. */
    public void optional(Optional<String> text) {
      number(text.isPresent() ? 1 : 0);
      text.ifPresent(this::text);
    }

    /** A digest. */
    public void digest(Digest digest) {
      out.writeBytes(digest.bytes());
    }

    /** Items after their number. */
    public <T> void list(List<T> items, Consumer<T> writes) {
      number(items.size());
      items.forEach(writes);
    }

    /** Texts after their number. */
    public void texts(List<String> texts) {
      list(texts, this::text);
    }

    /** All words so far. */
    public byte[] toByteArray() {
      return out.toByteArray();
    }

    /** All words of another, as {@link #bytes} would write them. */
    void append(Writer other) {
      number(other.size());
      try {
        other.out.writeTo(out);
      } catch (IOException e) {
        throw new IllegalStateException("memory takes what is written to it", e);
      }
    }

    /** Writes all words so far. */
    void writeTo(OutputStream target) throws IOException {
      out.writeTo(target);
    }
  }

  /** Reads what {@link Writer} wrote. */
  public static final class Reader {
    private final ByteBuffer in;

    /** A reader of what remains of a buffer that lies in an array. */
    public Reader(ByteBuffer in) {
      this.in = in;
    }

    /** A reader of the same words from a place on. */
    public Reader from(int position) {
      return new Reader(in.duplicate().position(position));
    }

    /** The place of the next word. */
    public int position() {
      return in.position();
    }

    /** The next bytes, which are passed over. */
    public ByteBuffer skip(int length) {
      ByteBuffer part = in.slice(in.position(), length);
      in.position(in.position() + length);
      return part;
    }

    /** What {@link Writer#bytes} wrote. */
    public byte[] bytes() {
      byte[] bytes = new byte[count()];
      in.get(bytes);
      return bytes;
    }

    /** What {@link Writer#number} wrote. */
    public long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = in.get();
        value |= (b & 0x7fL) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }

    /** A number that is no larger than an int. */
    public int count() {
      return Math.toIntExact(number());
    }

    /** What {@link Writer#text} wrote. */
    public String text() {
      int length = count();
      String text =
          new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
      in.position(in.position() + length);
      return text;
    }

    /** What {@link Writer#optional} wrote. */
    public Optional<String> optional() {
      return number() == 0 ? Optional.empty() : Optional.of(text());
    }

    /** What {@link Writer#digest} wrote. */
    public Digest digest() {
      Digest digest = Digest.at(in, in.position());
      in.position(in.position() + Digest.SIZE);
      return digest;
    }

    /** What {@link Writer#list} wrote. */
    public <T> List<T> list(Supplier<T> reads) {
      int count = count();
      List<T> items = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        items.add(reads.get());
      }
      return items;
    }

    /** What {@link Writer#texts} wrote. */
    public List<String> texts() {
      return list(this::text);
    }
  }
}
