package oscc.kernel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a stream until some marker has gone by, so that what follows it can be read next. */
final class ByteSearch {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;

  ByteSearch(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to just behind the next {@code marker}, whose first character occurs in it only once;
   * false if the stream ends before.
   */
  boolean skipPast(String marker) throws IOException {
    byte[] wanted = marker.getBytes(StandardCharsets.ISO_8859_1);
    int matched = 0;
    for (int b = read(); b >= 0; b = read()) {
      if (b == wanted[matched]) {
        matched++;
      } else {
        matched = b == wanted[0] ? 1 : 0;
      }
      if (matched == wanted.length) {
        return true;
      }
    }
    return false;
  }

  /** The text up to the next white space or NUL, if it is not longer than {@code limit}. */
  Optional<String> word(int limit) throws IOException {
    StringBuilder word = new StringBuilder();
    for (int b = read(); b > ' ' && b < 0x7f && word.length() <= limit; b = read()) {
      word.append((char) b);
    }
    return word.isEmpty() || word.length() > limit
        ? Optional.empty()
        : Optional.of(word.toString());
  }

  /** Up to {@code length} bytes that come next, without going past them. */
  byte[] peek(int length) throws IOException {
    if (end - next < length) {
      System.arraycopy(buffer, next, buffer, 0, end - next);
      end -= next;
      next = 0;
      end += in.readNBytes(buffer, end, buffer.length - end);
    }
    byte[] peeked = new byte[Math.min(length, end - next)];
    System.arraycopy(buffer, next, peeked, 0, peeked.length);
    return peeked;
  }

  /** All that comes next, as a stream. */
  InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(buffer, next, end - next), in);
  }

  private int read() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[next++] & 0xff;
  }
}
