package oscc.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/** A stream that fails when nothing came for a while; the JDK's client has no such limit itself. */
final class SilenceWatch extends FilterInputStream {
  private final Duration patience;
  private final URI address;
  private volatile long lastByte = System.nanoTime();
  private volatile boolean silent;
  private volatile boolean closed;

  private SilenceWatch(InputStream in, Duration patience, URI address) {
    super(in);
    this.patience = patience;
    this.address = address;
  }

  static SilenceWatch over(InputStream in, Duration patience, URI address) {
    SilenceWatch watched = new SilenceWatch(in, patience, address);
    Thread _ = Thread.ofVirtual().start(() -> watched.watch(Thread.currentThread()));
    return watched;
  }

  /** Closes the stream under its reader, who is woken by that. */
  private void watch(Thread self) {
    try {
      while (!closed && !self.isInterrupted()) {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastByte);
        if (quiet.compareTo(patience) >= 0) {
          silent = true;
          in.close();
          return;
        }
        Thread.sleep(patience.minus(quiet));
      }
    } catch (InterruptedException | IOException e) {
      // Nobody interrupts this thread, and a stream that cannot be closed ends by itself.
      closed = true;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int n = in.read(buffer, offset, length);
      if (silent) {
        throw new IOException("closed");
      }
      lastByte = System.nanoTime();
      return n;
    } catch (IOException e) {
      if (silent) {
        throw new IOException(
            "%s sent nothing for %d s".formatted(address.getAuthority(), patience.toSeconds()), e);
      }
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    in.close();
  }
}
