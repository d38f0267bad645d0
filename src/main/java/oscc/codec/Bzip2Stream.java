package oscc.codec;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Turns what the bzip2 reader throws on damaged input into what a stream may throw. */
final class Bzip2Stream extends FilterInputStream {

  Bzip2Stream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IndexOutOfBoundsException | IllegalStateException | IllegalArgumentException e) {
      throw new IOException("damaged bzip2 stream", e);
    }
  }
}
