package oscc.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an archive. Whatever goes wrong with them is told with the archive's name and the
 * entry at which it happened, while faults of the disk that is written to keep their own words.
 */
final class ArchiveInput extends InputStream {
  private final String archive;
  private final InputStream in;
  private String entry = "";

  ArchiveInput(String archive, InputStream in) {
    this.archive = archive;
    this.in = in;
  }

  /** Says which entry is read from here on. */
  void at(String name) {
    entry = name;
  }

  /** The failure to throw when the current entry is wrong. */
  BadArchive bad(String what, String mend) {
    return new BadArchive(archive, entry, what, mend);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      BadArchive bad = bad("cannot be read: " + reason(e), "get or make the archive again");
      bad.initCause(e);
      throw bad;
    }
  }

  /** What went wrong; decompressors say nothing of a stream that ends too early. */
  static String reason(IOException e) {
    return e instanceof EOFException && e.getMessage() == null
        ? "the stream is cut short"
        : String.valueOf(e.getMessage());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Exactly {@code length} bytes. */
  byte[] exactly(int length) throws IOException {
    byte[] bytes = readNBytes(length);
    if (bytes.length < length) {
      throw truncated();
    }
    return bytes;
  }

  /** Leaves out exactly {@code length} bytes. */
  void leaveOut(long length) throws IOException {
    byte[] buffer = new byte[(int) Math.min(length, 1 << 16)];
    for (long left = length; left > 0; ) {
      int read = read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw truncated();
      }
      left -= read;
    }
  }

  BadArchive truncated() {
    return bad("the archive ends in the middle", "get or make the archive again");
  }
}
