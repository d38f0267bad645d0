package oscc.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A gzip member of a given level; the JDK writes its header with neither time nor system. */
final class GzipSink extends GZIPOutputStream {
  private static final int BUFFER = 1 << 16;

  GzipSink(OutputStream out, int level) throws IOException {
    super(out, BUFFER);
    def.setLevel(level);
  }
}
