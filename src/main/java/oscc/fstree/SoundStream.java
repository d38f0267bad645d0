package oscc.fstree;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Digest;

/** The bytes of a content, read to their end: there it fails if they are not the right ones. */
final class SoundStream extends FilterInputStream {
  private final MessageDigest sha256 = Digest.sha256();
  private final Digest expected;
  private final Blob blob;
  private boolean ended;

  SoundStream(InputStream in, Digest expected, Blob blob) {
    super(in);
    this.expected = expected;
    this.blob = blob;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      sha256.update(buffer, offset, read);
    } else if (read < 0 && !ended) {
      ended = true;
      if (!Digest.ofFinished(sha256).equals(expected)) {
        throw new DamagedBlob(blob);
      }
    }
    return read;
  }

  /** Reads what it leaves out, since that counts too. */
  @Override
  public long skip(long count) throws IOException {
    byte[] buffer = new byte[(int) Math.min(Math.max(count, 0), 1 << 16)];
    long skipped = 0;
    while (skipped < count) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
