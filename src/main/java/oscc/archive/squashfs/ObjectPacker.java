package oscc.archive.squashfs;

import java.io.IOException;
import oscc.fstree.Content;

/**
 * Cuts contents into blocks of full size and tails; tails share fragment blocks, in the order of
 * the contents. What is a hole is neither read nor compressed.
 */
final class ObjectPacker {
  /** A file of more blocks is refused: the list of them would fill the memory. */
  private static final long MAX_BLOCKS = 1 << 24;

  private final BlockPipeline pipeline;
  private final ObjectWriter writer;
  private final int blockSize;
  private byte[] fragment;
  private int fragmentFill;
  private int fragmentNumber;
  private long bytesRead;

  ObjectPacker(SquashfsOptions options, BlockPipeline pipeline, ObjectWriter writer) {
    this.pipeline = pipeline;
    this.writer = writer;
    this.blockSize = options.blockSize();
    this.fragment = pipeline.newBuffer();
  }

  /** Gives all blocks to the pipeline. */
  void pack(ObjectSource source) throws IOException {
    for (Content content : source.contents()) {
      pack(content);
    }
    flushFragment();
  }

  long bytesRead() {
    return bytesRead;
  }

  private void pack(Content content) throws IOException {
    long blocks = content.size() / blockSize;
    int tail = (int) (content.size() % blockSize);
    if (blocks > MAX_BLOCKS) {
      throw new IOException(
          "content %s has %d bytes, which is too much for blocks of %d"
              .formatted(content.digest(), content.size(), blockSize));
    }
    ObjectWriter.Place place = writer.add(content, (int) blocks);
    try (BlockSource in = BlockSource.open(content)) {
      for (int block = 0; block < blocks; block++) {
        packBlock(in, place, block);
      }
      if (tail > 0) {
        packTail(in, place, blocks * blockSize, tail);
      }
      in.checkEnd();
    }
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

  private void packTail(BlockSource in, ObjectWriter.Place place, long from, int length)
      throws IOException {
    if (fragmentFill + length > blockSize) {
      flushFragment();
    }
    in.read(from, fragment, fragmentFill, length);
    bytesRead += length;
    place.tailIn(fragmentNumber, fragmentFill);
    fragmentFill += length;
  }

  private void flushFragment() throws IOException {
    if (fragmentFill == 0) {
      return;
    }
    pipeline.submit(fragment, fragmentFill, PackedBlock.Use.FRAGMENT, writer::writeFragment);
    fragment = pipeline.newBuffer();
    fragmentFill = 0;
    fragmentNumber++;
  }
}
