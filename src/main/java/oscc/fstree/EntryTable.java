package oscc.fstree;

import java.util.List;

/** The entries of a tree, and where each path is among them. */
interface EntryTable {

  /** All entries in {@link UnixPath}'s order, the root first; never changed. */
  List<FileTree.Entry> list();

  /** The place of a path in the list, or a negative number. */
  int indexOf(UnixPath path);
}
