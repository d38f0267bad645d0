package oscc.codec;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;

/** Blocks as zlib streams (RFC 1950), which squashfs calls gzip. */
final class ZlibBlocks implements BlockCompressor {
  private final Deflater deflater;

  ZlibBlocks(int level) {
    this.deflater = new Deflater(level);
  }

  @Override
  public Optional<byte[]> compress(byte[] block, int length) {
    byte[] target = new byte[length];
    deflater.reset();
    deflater.setInput(block, 0, length);
    deflater.finish();
    int size = deflater.deflate(target);
    boolean smaller = deflater.finished() && size < length;
    return smaller ? Optional.of(Arrays.copyOf(target, size)) : Optional.empty();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
