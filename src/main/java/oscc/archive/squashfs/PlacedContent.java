package oscc.archive.squashfs;

/**
 * Where the image has a content.
 *
 * @param object the object it came from, which knows the sizes of its blocks
 * @param start where its first data block stands in the image; 0 if it has none
 * @param fragment number of its fragment block in the image, or {@link ObjectRow#NO_FRAGMENT}
 */
record PlacedContent(SquashfsObject object, ObjectRow row, long start, int fragment) {

  /** Bytes that need no room because they lie in holes. */
  long sparse(int blockSize) {
    long holes = 0;
    for (int i = 0; i < row.blocks(); i++) {
      if (object.blockSizeWord(row.firstBlock() + i) == 0) {
        holes++;
      }
    }
    return holes * blockSize;
  }

  /** Bytes of its data blocks on disk. */
  static long dataLength(SquashfsObject object, ObjectRow row) {
    long length = 0;
    for (int i = 0; i < row.blocks(); i++) {
      length += PackedBlock.diskSize(object.blockSizeWord(row.firstBlock() + i));
    }
    return length;
  }
}
