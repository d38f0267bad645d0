package oscc.archive.squashfs;

/** The types of inodes; format.adoc "Common Inode Header". */
enum InodeType {
  DIRECTORY(1),
  FILE(2),
  SYMLINK(3),
  BLOCK_DEVICE(4),
  CHARACTER_DEVICE(5),
  FIFO(6),
  SOCKET(7);

  private final int basic;

  InodeType(int basic) {
    this.basic = basic;
  }

  /** The number of the basic type, which listings use also for extended inodes. */
  int basic() {
    return basic;
  }

  /** The number of the type with room for more. */
  int extended() {
    return basic + 7;
  }
}
