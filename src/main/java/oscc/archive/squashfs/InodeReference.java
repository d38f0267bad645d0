package oscc.archive.squashfs;

/**
 * What a folder's listing says of an inode.
 *
 * @param number counts from 1
 * @param block where its metadata block starts in the inode table
 * @param offset where it starts in the unpacked block
 * @param type its basic type
 */
record InodeReference(int number, long block, int offset, InodeType type) {

  /** Block and offset in one number. */
  long packed() {
    return block << 16 | offset;
  }
}
