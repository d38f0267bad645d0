package oscc.fstree;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Entries in memory. */
final class ListedEntries implements EntryTable {
  private final List<FileTree.Entry> entries;

  /**
   * Where each path is; made when it is first asked for, since most trees are only gone through.
   */
  private volatile Map<UnixPath, Integer> places = Map.of();

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
    Map<UnixPath, Integer> known = places;
    if (known.isEmpty()) {
      known = HashMap.newHashMap(entries.size());
      for (int i = 0; i < entries.size(); i++) {
        known.put(entries.get(i).path(), i);
      }
      places = known;
    }
    return known.getOrDefault(path, -1);
  }
}
