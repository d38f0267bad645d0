package oscc.archive.squashfs;

import oscc.codec.Codec;

/**
 * How an image is compressed.
 *
 * @param codec one that squashfs has a number for, or none: then everything is stored raw
 * @param level on the codec's own scale
 * @param blockSize bytes, a power of two from 4 KiB to 1 MiB
 * @param workers how many threads compress; no byte depends on it
 */
public record SquashfsOptions(Codec codec, int level, int blockSize, int workers) {
  private static final int MIN_BLOCK = 1 << 12;
  private static final int MAX_BLOCK = 1 << 20;

  public SquashfsOptions {
    if (codec == Codec.BZIP2) {
      throw new IllegalArgumentException("squashfs has no " + codec);
    }
    if (level < codec.minLevel() || level > codec.maxLevel()) {
      throw new IllegalArgumentException("level %d of %s".formatted(level, codec));
    }
    if (blockSize < MIN_BLOCK || blockSize > MAX_BLOCK || Integer.bitCount(blockSize) != 1) {
      throw new IllegalArgumentException("block size " + blockSize);
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers " + workers);
    }
  }

  /**
   * The compressor's number; format.adoc "The Superblock". There is none for no compression, so
   * such an image names gzip, which every reader knows, and has raw blocks only.
   */
  int compressorId() {
    return switch (codec) {
      case NONE, GZIP -> 1;
      case XZ -> 4;
      case ZSTD -> 6;
      case BZIP2 -> throw new IllegalStateException("refused when the options were made");
    };
  }
}
