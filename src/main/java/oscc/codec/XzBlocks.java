package oscc.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/**
 * Blocks as xz streams. The dictionary is as large as a block: for more, the kernel would need the
 * compressor options that are not written, and it refuses the stream.
 */
final class XzBlocks implements BlockCompressor {
  private final LZMA2Options options;
  // Without it each block would allocate the encoder's tables anew, ten times a block's size.
  private final ArrayCache arrays = new BasicArrayCache();

  XzBlocks(int level, int blockSize) {
    try {
      this.options = new LZMA2Options(level);
      options.setDictSize(blockSize);
    } catch (UnsupportedOptionsException e) {
      throw new IllegalArgumentException("xz level %d, block %d".formatted(level, blockSize), e);
    }
  }

  @Override
  public Optional<byte[]> compress(byte[] block, int length) {
    ByteArrayOutputStream target = new ByteArrayOutputStream(length);
    try (XZOutputStream xz = new XZOutputStream(target, options, XZ.CHECK_CRC32, arrays)) {
      xz.write(block, 0, length);
    } catch (IOException e) {
      throw new IllegalStateException("xz into memory", e);
    }
    return target.size() < length ? Optional.of(target.toByteArray()) : Optional.empty();
  }

  @Override
  public void close() {}
}
