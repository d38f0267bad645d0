package oscc.archive.squashfs;

import java.util.LinkedHashMap;
import java.util.Map;
import oscc.archive.Unrepresentable;
import oscc.fstree.UnixPath;

/** The owners and groups that occur; format.adoc "ID Table". */
final class IdTable {
  /** The superblock counts them in sixteen bits. */
  private static final int MAX = 0xffff;

  private final Map<Long, Integer> indexes = new LinkedHashMap<>();

  /** The index of an id, which an inode has in its place. */
  int index(UnixPath path, long id) throws Unrepresentable {
    Integer known = indexes.get(id);
    if (known != null) {
      return known;
    }
    int index = indexes.size();
    if (index == MAX) {
      throw new Unrepresentable(path, "has the 65536th owner, and squashfs holds 65535");
    }
    indexes.put(id, index);
    return index;
  }

  int count() {
    return indexes.size();
  }

  LittleEndian records() {
    LittleEndian records = new LittleEndian();
    indexes.keySet().forEach(records::u32);
    return records;
  }
}
