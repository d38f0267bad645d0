package oscc.emit;

/**
 * The least memory with which a machine boots over the network, in bytes: the kernel as it unpacks
 * itself, every segment as it was loaded, everything they unpack to, room to work in, and what the
 * kernel takes of any memory to describe its pages. An initramfs that is a tmpfs counts twice,
 * since it may fill only half of what the initrd leaves.
 */
final class LeastMemory {
  /** What a kernel and the first programs use beside that; measured, see decision 080. */
  private static final long ROOM = 40L << 20;

  /** A kernel describes each page of 4096 bytes in 64 bytes: its {@code struct page}. */
  private static final int PAGES_OF_A_DESCRIPTION = 4096 / 64;

  /** How often what is unpacked counts. */
  private final int copies;

  private long sum = ROOM;

  private LeastMemory(int copies) {
    this.copies = copies;
  }

  /** The sum for a kernel that unpacks into a ramfs, which may fill all memory. */
  static LeastMemory withRamfs() {
    return new LeastMemory(1);
  }

  /** The sum for a kernel that unpacks into a tmpfs, which may fill half of it. */
  static LeastMemory withTmpfs() {
    return new LeastMemory(2);
  }

  /** The memory that the kernel says it needs to start. */
  void kernel(long initSize) {
    sum += initSize;
  }

  /** A segment of {@code loaded} bytes that unpacks to {@code unpacked} bytes. */
  void segment(long loaded, long unpacked) {
    sum += loaded + copies * unpacked;
  }

  /** Bytes that stage 1 fetches and keeps. */
  void fetched(long bytes) {
    sum += bytes;
  }

  /** The sum is what is left when one part of that many has gone to descriptions. */
  long bytes() {
    return sum + sum / (PAGES_OF_A_DESCRIPTION - 1);
  }
}
