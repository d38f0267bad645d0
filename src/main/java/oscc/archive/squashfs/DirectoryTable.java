package oscc.archive.squashfs;

import java.io.IOException;
import java.util.List;

/** The listings of folders; format.adoc "Directory Table". */
final class DirectoryTable {
  /** "A header must be followed by at most 256 entries." */
  private static final int MAX_RUN = 256;

  private static final int HEADER = 12;
  private static final int ENTRY = 8;
  private static final int MAX_INDEX = 0xffff;

  private final MetaWriter out;

  /** A name in a folder, in UTF-8, and the inode it is for. */
  static final class Entry {
    private final byte[] name;
    private final InodeReference inode;

    Entry(byte[] name, InodeReference inode) {
      this.name = name;
      this.inode = inode;
    }
  }

  /**
   * Where a folder's listing is.
   *
   * @param block where its first metadata block starts in the table
   * @param offset where it starts in that unpacked block
   * @param size its bytes
   * @param indexCount how many records {@code index} has
   * @param index what follows the folder's inode; "Directory Index"
   */
  record Listing(long block, int offset, long size, int indexCount, LittleEndian index) {}

  DirectoryTable(MetaWriter out) {
    this.out = out;
  }

  /** Writes the listing of entries that are sorted by the bytes of their names. */
  Listing write(List<Entry> entries) throws IOException {
    long block = out.blockStart();
    int offset = out.offset();
    LittleEndian index = new LittleEndian();
    int indexCount = 0;
    long indexedBlock = block;
    long size = 0;
    for (int from = 0; from < entries.size(); ) {
      if (out.blockStart() != indexedBlock && indexCount < MAX_INDEX) {
        indexedBlock = out.blockStart();
        byte[] name = entries.get(from).name;
        index.u32(size).u32(indexedBlock).u32(name.length - 1).bytes(name);
        indexCount++;
      }
      int to = endOfRun(entries, from);
      size += writeRun(entries.subList(from, to));
      from = to;
    }
    return new Listing(block, offset, size, indexCount, index);
  }

  /**
   * A run has inodes of one metadata block whose numbers are near each other. It ends also where
   * the listing comes to a further metadata block, so that each block has a header to look up.
   */
  private int endOfRun(List<Entry> entries, int from) {
    InodeReference first = entries.get(from).inode;
    int end = out.offset() + HEADER;
    int i = from;
    while (i < entries.size() && i - from < MAX_RUN && (i == from || end < MetaWriter.BLOCK)) {
      InodeReference inode = entries.get(i).inode;
      int distance = inode.number() - first.number();
      if (inode.block() != first.block() || distance != (short) distance) {
        break;
      }
      end += ENTRY + entries.get(i).name.length;
      i++;
    }
    return i;
  }

  private int writeRun(List<Entry> run) throws IOException {
    InodeReference first = run.getFirst().inode;
    LittleEndian to = new LittleEndian();
    to.u32(run.size() - 1).u32(first.block()).u32(first.number());
    for (Entry entry : run) {
      InodeReference inode = entry.inode;
      to.u16(inode.offset()).u16(inode.number() - first.number()).u16(inode.type().basic());
      to.u16(entry.name.length - 1).bytes(entry.name);
    }
    out.write(to);
    return to.size();
  }
}
