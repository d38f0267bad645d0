package oscc.archive.squashfs;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import oscc.fstree.Content;
import oscc.store.DerivedDraft;

/** Writes one object: blocks as they come, in order, and the index at the end. */
final class ObjectWriter implements Closeable {
  private final DerivedDraft draft;
  private final OutputStream file;
  private final CheckedOutputStream out;
  private final SquashfsOptions options;
  private final List<Place> places = new ArrayList<>();
  private final LittleEndian fragments = new LittleEndian();
  private int[] blockSizes = new int[16];
  private int blocks;
  private int fragmentsBegun;
  private int fragmentCount;
  private long position;

  /** Where a content goes; filled in while its blocks are written. */
  static final class Place {
    private final Content content;
    private final int firstBlock;
    private final int blocks;
    private long start;
    private boolean started;
    private int fragment = ObjectRow.NO_FRAGMENT;
    private int fragmentOffset;

    private Place(Content content, int firstBlock, int blocks) {
      this.content = content;
      this.firstBlock = firstBlock;
      this.blocks = blocks;
    }

    /** Says where the tail is. */
    void tailIn(int number, int offset) {
      fragment = number;
      fragmentOffset = offset;
    }

    private ObjectRow row() {
      return new ObjectRow(
          content.digest(), content.size(), start, firstBlock, blocks, fragment, fragmentOffset);
    }
  }

  private ObjectWriter(DerivedDraft draft, OutputStream file, SquashfsOptions options) {
    this.draft = draft;
    this.file = file;
    this.out = new CheckedOutputStream(new BufferedOutputStream(file, 1 << 16), new CRC32C());
    this.options = options;
  }

  static ObjectWriter open(DerivedDraft draft, SquashfsOptions options) throws IOException {
    return new ObjectWriter(draft, Files.newOutputStream(draft.file()), options);
  }

  /** Adds a content with this many blocks, all of them holes until they are written. */
  Place add(Content content, int blockCount) {
    Place place = new Place(content, blocks, blockCount);
    blocks = Math.addExact(blocks, blockCount);
    if (blocks > blockSizes.length) {
      blockSizes = Arrays.copyOf(blockSizes, Math.max(blocks, 2 * blockSizes.length));
    }
    places.add(place);
    return place;
  }

  void writeData(Place place, int block, PackedBlock packed) throws IOException {
    if (packed.form() == PackedBlock.Form.HOLE) {
      return;
    }
    if (!place.started) {
      place.start = position;
      place.started = true;
    }
    blockSizes[place.firstBlock + block] = packed.sizeWord();
    append(packed);
  }

  /** The number of the fragment that will be written after those that have one. */
  int newFragment() {
    return fragmentsBegun++;
  }

  void writeFragment(PackedBlock packed) throws IOException {
    fragments.u64(position).u32(packed.sizeWord()).u32(0);
    fragmentCount++;
    append(packed);
  }

  private void append(PackedBlock packed) throws IOException {
    packed.writeTo(out);
    position += packed.length();
  }

  /** Completes the object and puts it into the store. */
  SquashfsObject finish() throws IOException {
    LittleEndian index = new LittleEndian();
    places.forEach(place -> place.row().encode(index));
    for (int i = 0; i < blocks; i++) {
      index.u32(blockSizes[i]);
    }
    index.bytes(fragments.toByteArray());
    SquashfsObject.Shape shape =
        new SquashfsObject.Shape(
            options.compressorId(),
            options.blockSize(),
            places.size(),
            blocks,
            fragmentCount,
            position,
            (int) out.getChecksum().getValue());
    out.write(SquashfsObject.encodeIndex(shape, index.toByteArray()));
    out.close();
    return SquashfsObject.openNew(draft.keep());
  }

  long dataLength() {
    return position;
  }

  /** Drops what was not finished, without writing the rest of it. */
  @Override
  public void close() throws IOException {
    try (draft) {
      file.close();
    }
  }
}
