package oscc.archive.squashfs;

/**
 * The first 96 bytes of an image; format.adoc "The Superblock".
 *
 * @param rootInode reference to the root folder's inode
 * @param bytesUsed length of the image without its padding
 */
record Superblock(
    SquashfsOptions options,
    int inodes,
    long mtime,
    int fragments,
    int ids,
    long rootInode,
    long bytesUsed,
    Tables tables) {

  static final int SIZE = 96;

  /** In place of the position of a table that is not there. */
  static final long ABSENT = -1;

  private static final int MAGIC = 0x73717368;
  private static final int MAJOR = 4;
  private static final int MINOR = 0;
  private static final int FLAG_NO_FRAGMENTS = 0x0010;
  private static final int FLAG_DEDUPLICATED = 0x0040;
  private static final int FLAG_EXPORTABLE = 0x0080;
  private static final int FLAG_NO_XATTRS = 0x0200;

  /** Where the tables begin; for a lookup table, its list of locations. */
  record Tables(
      long ids, long xattrs, long inodes, long directories, long fragments, long export) {}

  byte[] encode() {
    LittleEndian to = new LittleEndian();
    to.u32(MAGIC).u32(inodes).u32(mtime).u32(options.blockSize()).u32(fragments);
    to.u16(options.compressorId());
    to.u16(Integer.numberOfTrailingZeros(options.blockSize()));
    to.u16(flags()).u16(ids).u16(MAJOR).u16(MINOR);
    to.u64(rootInode).u64(bytesUsed);
    to.u64(tables.ids()).u64(tables.xattrs()).u64(tables.inodes());
    to.u64(tables.directories()).u64(tables.fragments()).u64(tables.export());
    return to.toByteArray();
  }

  private int flags() {
    int flags = FLAG_DEDUPLICATED | FLAG_EXPORTABLE;
    if (fragments == 0) {
      flags |= FLAG_NO_FRAGMENTS;
    }
    if (tables.xattrs() == ABSENT) {
      flags |= FLAG_NO_XATTRS;
    }
    return flags;
  }
}
