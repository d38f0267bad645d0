package oscc.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import oscc.codec.Codec;

/** The unpacked bytes of a segment; what goes wrong with reading them names its file. */
final class SegmentStream extends FilterInputStream {
  private final Path file;

  private SegmentStream(Path file, InputStream unpacked) {
    super(unpacked);
    this.file = file;
  }

  static SegmentStream open(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(Codec.HEAD);
    }
    InputStream packed = Files.newInputStream(file);
    try {
      return new SegmentStream(file, Codec.detect(head).decompress(packed));
    } catch (IOException e) {
      packed.close();
      throw damaged(file, e);
    }
  }

  static IOException damaged(Path file, Exception cause) {
    boolean early = cause instanceof EOFException;
    String why = early ? "it ends too early" : cause.getMessage();
    return new IOException("%s is damaged: %s".formatted(file, why), cause);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try {
      return in.skip(count);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }
}
