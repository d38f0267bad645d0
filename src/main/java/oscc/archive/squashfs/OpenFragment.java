package oscc.archive.squashfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A fragment block that is not full yet, and whose tails are in it. */
final class OpenFragment {
  private final int size;
  private final BlockPipeline pipeline;
  private final ObjectWriter writer;
  private final List<Tail> tails = new ArrayList<>();
  private byte[] buffer;
  private int fill;

  /** The end of a content, at an offset. */
  private record Tail(ObjectWriter.Place place, int offset) {}

  /**
   * An empty one.
   *
   * @param size bytes that it takes, a block at most
   */
  OpenFragment(int size, BlockPipeline pipeline, ObjectWriter writer) {
    this.size = size;
    this.pipeline = pipeline;
    this.writer = writer;
    this.buffer = pipeline.newBuffer();
  }

  /** Takes the next bytes of a content, which fit into an empty one. */
  void add(BlockSource in, ObjectWriter.Place place, long from, int length) throws IOException {
    if (fill + length > size) {
      flush();
    }
    in.read(from, buffer, fill, length);
    tails.add(new Tail(place, fill));
    fill += length;
  }

  /** Gives what is there to the pipeline, and is empty again. */
  void flush() throws IOException {
    if (fill == 0) {
      return;
    }
    int number = writer.newFragment();
    tails.forEach(tail -> tail.place().tailIn(number, tail.offset()));
    pipeline.submit(buffer, fill, PackedBlock.Use.FRAGMENT, writer::writeFragment);
    tails.clear();
    buffer = pipeline.newBuffer();
    fill = 0;
  }
}
