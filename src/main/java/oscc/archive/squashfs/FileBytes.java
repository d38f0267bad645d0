package oscc.archive.squashfs;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of one file of an image: its blocks, and its end in a fragment block. */
final class FileBytes {
  private static final long NO_FRAGMENT = 0xffff_ffffL;
  private static final int FRAGMENT_ENTRY = 16;

  private final ImageBytes image;
  private final long size;
  private final Place place;
  private final MetaReader sizes;

  /**
   * Where the bytes are.
   *
   * @param start of the first block
   * @param fragment number of the fragment block that has the end
   * @param offset of the end in that block
   */
  record Place(long start, long fragment, long offset) {}

  /**
   * @param sizes at the size words of the blocks, which are read when the blocks are
   */
  FileBytes(ImageBytes image, long size, Place place, MetaReader sizes) {
    this.image = image;
    this.size = size;
    this.place = place;
    this.sizes = sizes;
  }

  void copyTo(OutputStream out) throws IOException {
    MetaReader words = sizes.copy();
    int blockSize = image.head().blockSize();
    boolean hasFragment = place.fragment() != NO_FRAGMENT;
    long at = place.start();
    long left = size;
    while (left >= blockSize || (left > 0 && !hasFragment)) {
      int length = (int) Math.min(left, blockSize);
      int word = (int) words.u32();
      // A size of none is a hole.
      out.write(word == 0 ? new byte[length] : image.dataBlock(at, word, length));
      at += PackedBlock.diskSize(word);
      left -= length;
    }
    if (left > 0) {
      out.write(end((int) left));
    }
  }

  private byte[] end(int length) throws IOException {
    if (place.fragment() >= image.head().fragments()
        || place.offset() + length > image.head().blockSize()) {
      throw new IOException("a file ends in a fragment that is not there");
    }
    MetaReader entry = image.entry(image.head().fragmentTable(), place.fragment(), FRAGMENT_ENTRY);
    long at = entry.u64();
    int word = (int) entry.u32();
    int offset = (int) place.offset();
    byte[] block = image.dataBlock(at, word, offset + length);
    byte[] end = new byte[length];
    System.arraycopy(block, offset, end, 0, length);
    return end;
  }
}
