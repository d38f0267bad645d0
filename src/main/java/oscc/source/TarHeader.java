package oscc.source;

import java.util.Arrays;

/**
 * One block of 512 bytes that describes an entry; tar(5) and POSIX pax, "ustar Interchange Format".
 */
final class TarHeader {
  static final int SIZE = 512;

  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int MAGIC_AT = 257;
  private static final byte[] POSIX_MAGIC = {'u', 's', 't', 'a', 'r'};
  private static final int PREFIX_AT = 345;

  /** Old GNU sparse maps: four pairs of 24 bytes in the header, 21 in each block that follows. */
  private static final int SPARSE_AT = 386;

  private static final int SPARSE_PAIRS = 4;
  private static final int SPARSE_MORE_AT = 482;
  private static final int SPARSE_REAL_SIZE_AT = 483;
  static final int SPARSE_BLOCK_PAIRS = 21;
  static final int SPARSE_BLOCK_MORE_AT = 504;
  private static final int SPARSE_NUMBER = 12;

  private final byte[] block;
  private final ArchiveInput in;

  private TarHeader(byte[] block, ArchiveInput in) {
    this.block = block;
    this.in = in;
  }

  /** Takes a block whose checksum is right. */
  static TarHeader of(byte[] block, ArchiveInput in) throws BadArchive {
    TarHeader header = new TarHeader(block, in);
    long sum = header.number(CHECKSUM_AT, CHECKSUM_LENGTH, "checksum");
    // Old implementations summed signed bytes.
    if (sum != header.sum(0xff) && sum != header.sum(-1)) {
      throw in.bad("the header after it has a wrong checksum", "get or make the archive again");
    }
    return header;
  }

  private long sum(int mask) {
    long sum = 0;
    for (int i = 0; i < SIZE; i++) {
      boolean inField = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
      sum += inField ? ' ' : block[i] & mask;
    }
    return sum;
  }

  byte type() {
    return block[156];
  }

  /** The name as bytes, with the prefix that POSIX headers have. */
  byte[] name() {
    byte[] name = text(0, 100);
    byte[] prefix = isPosix() ? text(PREFIX_AT, isStar() ? 131 : 155) : new byte[0];
    if (prefix.length == 0) {
      return name;
    }
    byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    whole[prefix.length] = '/';
    System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
    return whole;
  }

  byte[] linkName() {
    return text(157, 100);
  }

  int mode() throws BadArchive {
    return (int) (number(100, 8, "mode") & 07777);
  }

  long uid() throws BadArchive {
    return number(108, 8, "owner");
  }

  long gid() throws BadArchive {
    return number(116, 8, "group");
  }

  long size() throws BadArchive {
    return number(124, 12, "size");
  }

  long mtime() throws BadArchive {
    return number(136, 12, "time");
  }

  long major() throws BadArchive {
    return number(329, 8, "device number");
  }

  long minor() throws BadArchive {
    return number(337, 8, "device number");
  }

  long realSize() throws BadArchive {
    return number(SPARSE_REAL_SIZE_AT, SPARSE_NUMBER, "size");
  }

  boolean hasMoreSparseBlocks() {
    return block[SPARSE_MORE_AT] != 0;
  }

  void addSparsePairs(SparseMap.Builder map) throws BadArchive {
    addSparsePairs(map, SPARSE_AT, SPARSE_PAIRS);
  }

  /** Adds the pairs of a block that continues the map; whether another one follows. */
  static boolean addSparseBlock(byte[] block, SparseMap.Builder map, ArchiveInput in)
      throws BadArchive {
    new TarHeader(block, in).addSparsePairs(map, 0, SPARSE_BLOCK_PAIRS);
    return block[SPARSE_BLOCK_MORE_AT] != 0;
  }

  private void addSparsePairs(SparseMap.Builder map, int from, int count) throws BadArchive {
    for (int at = from; at < from + count * 2 * SPARSE_NUMBER; at += 2 * SPARSE_NUMBER) {
      if (block[at + SPARSE_NUMBER] == 0) {
        return;
      }
      long offset = number(at, SPARSE_NUMBER, "sparse map");
      map.add(offset, number(at + SPARSE_NUMBER, SPARSE_NUMBER, "sparse map"));
    }
  }

  private boolean isPosix() {
    return block[MAGIC_AT + 5] == 0 && Arrays.equals(text(MAGIC_AT, 6), POSIX_MAGIC);
  }

  /** Joerg Schilling's tar keeps two time stamps behind a shorter prefix. */
  private boolean isStar() {
    return block[508] == 't' && block[509] == 'a' && block[510] == 'r' && block[511] == 0;
  }

  private byte[] text(int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, at, end);
  }

  /** Octal digits, or two's complement when the first byte has its high bit set (GNU). */
  private long number(int at, int length, String what) throws BadArchive {
    return (block[at] & 0x80) != 0 ? binary(at, length, what) : octal(at, length, what);
  }

  private long binary(int at, int length, String what) throws BadArchive {
    long value = (block[at] & 0x40) != 0 ? (block[at] & 0x3f) - 0x40 : block[at] & 0x3f;
    for (int i = at + 1; i < at + length; i++) {
      if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
        throw in.bad("its %s is too big".formatted(what), "make the archive again");
      }
      value = value << 8 | (block[i] & 0xff);
    }
    return value;
  }

  private long octal(int at, int length, String what) throws BadArchive {
    int start = at;
    while (start < at + length && block[start] == ' ') {
      start++;
    }
    long value = 0;
    for (int i = start; i < at + length && block[i] != 0 && block[i] != ' '; i++) {
      if (block[i] < '0' || block[i] > '7') {
        throw in.bad("its %s is not a number".formatted(what), "make the archive again");
      }
      value = value * 8 + block[i] - '0';
    }
    return value;
  }
}
