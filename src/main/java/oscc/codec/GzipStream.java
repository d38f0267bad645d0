package oscc.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip members that follow each other (RFC 1952). The JDK's own reader asks {@code
 * available()} whether a further member comes and takes a broken header for the end; here only the
 * end of the input, or zeros up to it as tapes and initrds have them, is the end.
 */
final class GzipStream extends InputStream {
  private static final int BUFFER = 1 << 16;
  private static final int FHCRC = 1 << 1;
  private static final int FEXTRA = 1 << 2;
  private static final int FNAME = 1 << 3;
  private static final int FCOMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;
  private static final int DEFLATE = 8;

  private final PushbackInputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private boolean ended;

  private GzipStream(InputStream in) {
    this.in = new PushbackInputStream(in, BUFFER);
  }

  static GzipStream open(InputStream in) throws IOException {
    GzipStream stream = new GzipStream(in);
    stream.readHeader(stream.need());
    return stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int read = inflate(target, offset, length);
      if (read > 0) {
        crc.update(target, offset, read);
        return read;
      }
      if (inflater.finished()) {
        endMember();
      } else {
        fill();
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      int read = inflater.inflate(target, offset, length);
      if (read == 0 && inflater.needsDictionary()) {
        throw new IOException("damaged gzip stream: it needs a dictionary");
      }
      return read;
    } catch (DataFormatException e) {
      throw new IOException("damaged gzip stream: " + e.getMessage(), e);
    }
  }

  private void fill() throws IOException {
    filled = in.read(buffer);
    if (filled < 0) {
      throw new EOFException("gzip stream is cut short");
    }
    inflater.setInput(buffer, 0, filled);
  }

  private void endMember() throws IOException {
    int left = inflater.getRemaining();
    in.unread(buffer, filled - left, left);
    long expectedCrc = little(4);
    long expectedSize = little(4);
    if (expectedCrc != crc.getValue()
        || expectedSize != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new IOException("damaged gzip stream: checksum or size differ");
    }
    int next = in.read();
    while (next == 0) {
      next = in.read();
    }
    if (next < 0) {
      ended = true;
      return;
    }
    inflater.reset();
    crc.reset();
    filled = 0;
    readHeader(next);
  }

  /** The header of a member, RFC 1952 §2.3; its first byte was read already. */
  private void readHeader(int first) throws IOException {
    if (first != 0x1f || need() != 0x8b || need() != DEFLATE) {
      throw new IOException("not a gzip member");
    }
    int flags = need();
    if ((flags & RESERVED) != 0) {
      throw new IOException("gzip member with unknown flags");
    }
    little(6);
    if ((flags & FEXTRA) != 0) {
      in.skipNBytes(little(2));
    }
    if ((flags & FNAME) != 0) {
      skipText();
    }
    if ((flags & FCOMMENT) != 0) {
      skipText();
    }
    if ((flags & FHCRC) != 0) {
      little(2);
    }
  }

  private void skipText() throws IOException {
    while (need() != 0) {
      // The name and the comment matter to nobody here.
    }
  }

  private long little(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) need() << (8 * i);
    }
    return value;
  }

  private int need() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("gzip stream is cut short");
    }
    return b;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
