package oscc.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Blocks as zstd frames that say their size, so that their window is no larger than a block. */
final class ZstdBlocks implements BlockCompressor {
  private final ZstdCompressCtx context;
  private final byte[] target;

  ZstdBlocks(int level, int blockSize) {
    this.context = new ZstdCompressCtx().setLevel(level).setChecksum(false).setContentSize(true);
    this.target = new byte[Math.toIntExact(Zstd.compressBound(blockSize))];
  }

  /** The bytes as one frame, whether that is smaller or not. */
  static byte[] frame(byte[] bytes, int level) throws IOException {
    NativeZstd.load();
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(level).setChecksum(false).setContentSize(true).compress(bytes);
    }
  }

  @Override
  public Optional<byte[]> compress(byte[] block, int length) {
    int size = context.compressByteArray(target, 0, target.length, block, 0, length);
    return size < length ? Optional.of(Arrays.copyOf(target, size)) : Optional.empty();
  }

  /** The bytes of a block, of which there are {@code most} at most. */
  static byte[] unpack(byte[] packed, int most) throws IOException {
    byte[] target = new byte[most];
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      int size = context.decompressByteArray(target, 0, most, packed, 0, packed.length);
      return Arrays.copyOf(target, size);
    } catch (ZstdException e) {
      throw new IOException("a zstd block is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
