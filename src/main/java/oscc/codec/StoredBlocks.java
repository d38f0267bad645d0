package oscc.codec;

import java.util.Optional;

/** Never makes anything smaller. */
final class StoredBlocks implements BlockCompressor {

  @Override
  public Optional<byte[]> compress(byte[] block, int length) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
