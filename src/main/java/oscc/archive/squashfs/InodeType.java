package oscc.archive.squashfs;

import java.util.Optional;
import java.util.stream.Stream;

/** The types of inodes; format.adoc "Common Inode Header". */
enum InodeType {
  DIRECTORY(1),
  FILE(2),
  SYMLINK(3),
  BLOCK_DEVICE(4),
  CHARACTER_DEVICE(5),
  FIFO(6),
  SOCKET(7);

  /** How far the number of an extended type is from that of its basic type. */
  private static final int EXTENDED = 7;

  private final int basic;

  InodeType(int basic) {
    this.basic = basic;
  }

  /** The type that has a number, be it that of the basic type or of the extended one. */
  static Optional<InodeType> of(int number) {
    return Stream.of(values())
        .filter(type -> number == type.basic() || number == type.extended())
        .findFirst();
  }

  /** The number of the basic type, which listings use also for extended inodes. */
  int basic() {
    return basic;
  }

  /** The number of the type with room for more. */
  int extended() {
    return basic + EXTENDED;
  }
}
