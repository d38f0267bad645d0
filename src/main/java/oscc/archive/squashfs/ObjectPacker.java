package oscc.archive.squashfs;

import java.io.IOException;
import oscc.fstree.Content;
import oscc.fstree.ContentReader;

/**
 * Cuts contents into blocks of full size and tails; tails share fragment blocks, in the order of
 * the contents. Who reads a tail has to decompress the whole of its fragment block, so small files
 * are among themselves in small ones; the figures behind it are in {@code
 * docs/decisions/070-squashfs-parameters.md}. What is a hole is neither read nor compressed.
 */
final class ObjectPacker {
  /** A file of more blocks is refused: the list of them would fill the memory. */
  private static final long MAX_BLOCKS = 1 << 24;

  /** Files of at most so many bytes are small. */
  private static final int SMALL = 16 << 10;

  /** Files of at most so many bytes are of middle size. */
  private static final int MIDDLE = 64 << 10;

  /**
   * Bytes of a small or middle fragment block for each byte of the largest file that may be in it.
   */
  private static final int COMPANY = 4;

  private final BlockPipeline pipeline;
  private final ObjectWriter writer;
  private final int blockSize;
  private final OpenFragment small;
  private final OpenFragment middle;
  private final OpenFragment large;
  private long bytesRead;

  ObjectPacker(SquashfsOptions options, BlockPipeline pipeline, ObjectWriter writer) {
    this.pipeline = pipeline;
    this.writer = writer;
    this.blockSize = options.blockSize();
    this.small = fragment(SMALL * COMPANY);
    this.middle = fragment(MIDDLE * COMPANY);
    this.large = fragment(blockSize);
  }

  private OpenFragment fragment(int size) {
    return new OpenFragment(Math.min(size, blockSize), pipeline, writer);
  }

  /** Gives all blocks to the pipeline. */
  void pack(ObjectSource source) throws IOException {
    try (ContentReader reader = new ContentReader()) {
      for (Content content : source.contents()) {
        pack(content, reader);
      }
    }
    small.flush();
    middle.flush();
    large.flush();
  }

  long bytesRead() {
    return bytesRead;
  }

  private void pack(Content content, ContentReader reader) throws IOException {
    long blocks = content.size() / blockSize;
    int tail = (int) (content.size() % blockSize);
    if (blocks > MAX_BLOCKS) {
      throw new IOException(
          "content %s has %d bytes, which is too much for blocks of %d"
              .formatted(content.digest(), content.size(), blockSize));
    }
    ObjectWriter.Place place = writer.add(content, (int) blocks);
    try (BlockSource in = BlockSource.open(content, reader)) {
      for (int block = 0; block < blocks; block++) {
        packBlock(in, place, block);
      }
      if (tail > 0) {
        fragmentFor(content).add(in, place, blocks * blockSize, tail);
        bytesRead += tail;
      }
      in.checkEnd();
    }
  }

  private OpenFragment fragmentFor(Content content) {
    if (content.size() <= SMALL) {
      return small;
    }
    return content.size() <= MIDDLE ? middle : large;
  }

  private void packBlock(BlockSource in, ObjectWriter.Place place, int block) throws IOException {
    long from = (long) block * blockSize;
    if (in.isHole(from, blockSize)) {
      return;
    }
    byte[] buffer = pipeline.newBuffer();
    in.read(from, buffer, 0, blockSize);
    bytesRead += blockSize;
    pipeline.submit(
        buffer, blockSize, PackedBlock.Use.DATA, packed -> writer.writeData(place, block, packed));
  }
}
