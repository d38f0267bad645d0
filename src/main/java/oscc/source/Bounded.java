package oscc.source;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one member of an archive; it is an error if the archive ends before they do. */
final class Bounded extends InputStream {
  private final ArchiveInput in;
  private long left;

  Bounded(ArchiveInput in, long length) {
    this.in = in;
    this.left = length;
  }

  /** How many bytes are still to come. */
  long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw in.truncated();
    }
    left -= read;
    return read;
  }
}
