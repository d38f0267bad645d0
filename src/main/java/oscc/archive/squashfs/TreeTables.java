package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.archive.Unrepresentable;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * Goes through a tree once and writes its inodes and listings. Inodes are numbered as they come, a
 * folder before what it holds; it is written after that, when the places of its entries are known.
 */
final class TreeTables {
  /** What the kernel reads; the field could hold more. */
  private static final int MAX_NAME = 256;

  private final FileTree tree;
  private final InodeTable inodes;
  private final DirectoryTable directories;
  private final Map<UnixPath, Integer> nlinks = new HashMap<>();
  private final Map<UnixPath, InodeReference> linked = new HashMap<>();
  private final Deque<OpenFolder> open = new ArrayDeque<>();
  private final long[] references;
  private int count;

  /** A folder whose entries are not complete yet. */
  private static final class OpenFolder {
    private final UnixPath path;
    private final Node.Directory node;
    private final int number;
    private final int parent;
    private final List<DirectoryTable.Entry> entries = new ArrayList<>();
    private int subfolders;

    private OpenFolder(UnixPath path, Node.Directory node, int number, int parent) {
      this.path = path;
      this.node = node;
      this.number = number;
      this.parent = parent;
    }
  }

  TreeTables(FileTree tree, InodeTable inodes, DirectoryTable directories) {
    this.tree = tree;
    this.inodes = inodes;
    this.directories = directories;
    this.references = new long[tree.size()];
  }

  /** Writes all, and returns the reference to the root. */
  long write() throws IOException {
    for (FileTree.Entry entry : tree) {
      if (entry.node() instanceof Node.HardLink link) {
        nlinks.merge(link.target(), 2, (names, two) -> names + 1);
      }
    }
    for (FileTree.Entry entry : tree) {
      while (!open.isEmpty() && !entry.path().isWithin(open.element().path)) {
        closeFolder();
      }
      write(entry.path(), entry.node());
    }
    long root = 0;
    while (!open.isEmpty()) {
      root = closeFolder().packed();
    }
    return root;
  }

  /** How many inodes there are. */
  int count() {
    return count;
  }

  /** Where each inode is, by number; format.adoc "Export Table". */
  LittleEndian exportRecords() {
    LittleEndian records = new LittleEndian();
    for (int i = 0; i < count; i++) {
      records.u64(references[i]);
    }
    return records;
  }

  private void write(UnixPath path, Node node) throws IOException {
    switch (node) {
      case Node.Directory folder -> openFolder(path, folder);
      case Node.HardLink link -> add(path, linkedInode(link));
      case Node.Inode inode -> add(path, writeInode(path, inode));
    }
  }

  private void openFolder(UnixPath path, Node.Directory folder) {
    // "If this is the root directory, this should be 0."
    int parent = open.isEmpty() ? 0 : open.element().number;
    open.push(new OpenFolder(path, folder, ++count, parent));
  }

  private InodeReference writeInode(UnixPath path, Node.Inode inode) throws IOException {
    int nlink = nlinks.getOrDefault(path, 1);
    InodeReference reference = inodes.write(new InodeTable.Identity(path, ++count, nlink), inode);
    references[reference.number() - 1] = reference.packed();
    if (nlink > 1) {
      linked.put(path, reference);
    }
    return reference;
  }

  private InodeReference linkedInode(Node.HardLink link) {
    InodeReference reference = linked.get(link.target());
    if (reference == null) {
      throw new IllegalStateException("hard link before its inode: " + link.target());
    }
    return reference;
  }

  private void add(UnixPath path, InodeReference inode) throws Unrepresentable {
    byte[] name = path.name().getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_NAME) {
      throw new Unrepresentable(
          path, "has a name of %d bytes, and squashfs holds 256".formatted(name.length));
    }
    open.element().entries.add(new DirectoryTable.Entry(name, inode));
  }

  private InodeReference closeFolder() throws IOException {
    OpenFolder folder = open.pop();
    DirectoryTable.Listing listing = directories.write(folder.entries);
    InodeTable.Identity identity =
        new InodeTable.Identity(folder.path, folder.number, 2 + folder.subfolders);
    InodeReference reference = inodes.writeDirectory(identity, folder.node, folder.parent, listing);
    references[folder.number - 1] = reference.packed();
    if (!open.isEmpty()) {
      add(folder.path, reference);
      open.element().subfolders++;
    }
    return reference;
  }
}
