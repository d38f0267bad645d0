package oscc.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Takes bytes of UTF-8 where standard output is a writer of text. */
final class TextBytes extends OutputStream {
  private final PrintWriter out;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  TextBytes(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    bytes.write(b);
  }

  @Override
  public void write(byte[] some, int offset, int length) {
    bytes.write(some, offset, length);
  }

  @Override
  public void flush() {
    out.print(bytes.toString(StandardCharsets.UTF_8));
    out.flush();
    bytes.reset();
  }
}
