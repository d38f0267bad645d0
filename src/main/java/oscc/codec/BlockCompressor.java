package oscc.codec;

import java.util.Optional;

/** Compresses blocks that are read back one by one. It serves one thread at a time. */
public interface BlockCompressor extends AutoCloseable {

  /**
   * The first {@code length} bytes of {@code block} compressed; empty if that would not make them
   * fewer.
   */
  Optional<byte[]> compress(byte[] block, int length);

  @Override
  void close();
}
