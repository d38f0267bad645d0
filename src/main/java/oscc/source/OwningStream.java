package oscc.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Part of a stream that closes the whole. */
final class OwningStream extends FilterInputStream {
  private final InputStream whole;

  OwningStream(InputStream part, InputStream whole) {
    super(part);
    this.whole = whole;
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }
}
