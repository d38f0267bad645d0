package oscc.fstree;

import java.util.Collections;
import java.util.List;

/** Entries in memory. */
final class ListedEntries implements EntryTable {
  private final List<FileTree.Entry> entries;

  /**
   * Where each path is, counted from one, at its hash or in the next free slot after that; made
   * when it is first asked for, since most trees are only gone through. At most half of the slots
   * are taken.
   */
  private volatile int[] places = {};

  /**
   * @param entries in order; nobody changes them any more
   */
  ListedEntries(List<FileTree.Entry> entries) {
    this.entries = Collections.unmodifiableList(entries);
  }

  @Override
  public List<FileTree.Entry> list() {
    return entries;
  }

  @Override
  public int indexOf(UnixPath path) {
    int[] known = places;
    if (known.length == 0) {
      known = table();
      places = known;
    }
    return known[slot(path, known)] - 1;
  }

  private int[] table() {
    int[] table = new int[4 * Integer.highestOneBit(entries.size() + 1)];
    for (int i = 0; i < entries.size(); i++) {
      table[slot(entries.get(i).path(), table)] = i + 1;
    }
    return table;
  }

  /** Where a path is in a table, or could be put. */
  private int slot(UnixPath path, int[] table) {
    int hash = path.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (table.length - 1);
    while (table[slot] != 0 && !entries.get(table[slot] - 1).path().equals(path)) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }
}
