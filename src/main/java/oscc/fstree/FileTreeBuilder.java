package oscc.fstree;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a tree, one entry at a time and in any order; later entries replace earlier ones. */
public final class FileTreeBuilder {
  private final Map<UnixPath, Slot> slots = new LinkedHashMap<>();
  private final long mtime;

  /**
   * Every path that something was put below; made when it is first asked for, since most trees are
   * only added to. With it, what is no such folder is removed without a look at all the others.
   */
  private final Set<UnixPath> folders = new HashSet<>();

  /** An inode with an identity, so that the names that share it keep sharing it. */
  private static final class Slot {
    private final Node.Inode inode;

    /** Whether a second name was ever given to it. */
    private boolean shared;

    Slot(Node.Inode inode) {
      this.inode = inode;
    }

    Node.Inode inode() {
      return inode;
    }
  }

  FileTreeBuilder(long mtime) {
    this.mtime = mtime;
    put(UnixPath.ROOT, new Node.Directory(Attributes.ofRoot(0755, mtime)));
  }

  /** Sets the inode at {@code path}. Missing parents appear when the tree is built. */
  @CanIgnoreReturnValue
  public FileTreeBuilder put(UnixPath path, Node.Inode inode) {
    set(path, new Slot(inode));
    return this;
  }

  /** Makes {@code path} a further name of what {@code target} names now. */
  @CanIgnoreReturnValue
  public FileTreeBuilder link(UnixPath path, UnixPath target) {
    Slot slot = slots.get(target);
    if (slot == null || slot.inode() instanceof Node.Directory) {
      throw new IllegalArgumentException("hard link %s to %s".formatted(path, target));
    }
    slot.shared = true;
    set(path, slot);
    return this;
  }

  private void set(UnixPath path, Slot slot) {
    slots.put(path, slot);
    if (!folders.isEmpty()) {
      addFolders(path);
    }
  }

  private void addFolders(UnixPath path) {
    UnixPath at = path.parent();
    while (folders.add(at)) {
      at = at.parent();
    }
  }

  /** Whether something was ever put below a path. */
  private boolean isFolder(UnixPath path) {
    if (folders.isEmpty()) {
      slots.keySet().forEach(this::addFolders);
    }
    return folders.contains(path);
  }

  /** Removes {@code path} and all below it. */
  @CanIgnoreReturnValue
  public FileTreeBuilder remove(UnixPath path) {
    if (isFolder(path)) {
      slots.keySet().removeIf(p -> p.isWithin(path));
    } else {
      slots.remove(path);
    }
    return this;
  }

  /** Whether something stands at {@code path} already. */
  public boolean contains(UnixPath path) {
    return slots.containsKey(path);
  }

  /** The inode that stands at {@code path} now. */
  public Optional<Node.Inode> find(UnixPath path) {
    return Optional.ofNullable(slots.get(path)).map(Slot::inode);
  }

  /** Whether something stands below {@code path}. */
  public boolean hasChildren(UnixPath path) {
    return isFolder(path)
        && slots.keySet().stream().anyMatch(p -> !p.equals(path) && p.isWithin(path));
  }

  /** As {@link FileTree#resolve}, in the tree as it is now. */
  public Optional<UnixPath> resolve(UnixPath path) {
    return PathResolution.resolve(path, this::find);
  }

  /** Adds all of another tree except its root; its hard links stay hard links. */
  @CanIgnoreReturnValue
  public FileTreeBuilder addAll(FileTree tree) {
    for (FileTree.Entry entry : tree) {
      switch (entry.node()) {
        case Node.HardLink link -> link(entry.path(), link.target());
        case Node.Inode inode when entry.path().isRoot() -> {}
        case Node.Inode inode -> put(entry.path(), inode);
      }
    }
    return this;
  }

  /**
   * The tree. A set of hard links has its inode at the first of its paths.
   *
   * @throws IllegalArgumentException if something lies below what is no directory
   */
  public FileTree build() {
    List<Map.Entry<UnixPath, Slot>> sorted = sortedSlots();
    if (addParents(sorted)) {
      sorted = sortedSlots();
    }
    List<FileTree.Entry> entries = new ArrayList<>(sorted.size());
    Map<Slot, UnixPath> first = new HashMap<>();
    for (Map.Entry<UnixPath, Slot> named : sorted) {
      UnixPath path = named.getKey();
      Slot slot = named.getValue();
      UnixPath earlier = slot.shared ? first.putIfAbsent(slot, path) : null;
      Node node = earlier == null ? slot.inode() : new Node.HardLink(earlier);
      entries.add(new FileTree.Entry(path, node));
    }
    return new FileTree(entries);
  }

  /** Mostly runs that are in order already, of which a sort makes one. */
  private List<Map.Entry<UnixPath, Slot>> sortedSlots() {
    List<Map.Entry<UnixPath, Slot>> sorted = new ArrayList<>(slots.entrySet());
    sorted.sort(Map.Entry.comparingByKey());
    return sorted;
  }

  /** Adds the folders that are missing above sorted paths; false if there are none. */
  private boolean addParents(List<Map.Entry<UnixPath, Slot>> sorted) {
    int before = slots.size();
    Deque<UnixPath> folders = new ArrayDeque<>();
    for (Map.Entry<UnixPath, Slot> slot : sorted) {
      UnixPath path = slot.getKey();
      while (!folders.isEmpty() && !path.isWithin(folders.element())) {
        folders.pop();
      }
      if (!path.isRoot() && !FileTree.isDirectlyIn(path, folders.element())) {
        addParents(path);
      }
      if (slot.getValue().inode() instanceof Node.Directory) {
        folders.push(path);
      }
    }
    return slots.size() > before;
  }

  /** Walks up until there is a folder. */
  private void addParents(UnixPath path) {
    for (UnixPath at = path.parent(); ; at = at.parent()) {
      Slot slot = slots.get(at);
      if (slot == null) {
        put(at, new Node.Directory(Attributes.ofRoot(0755, mtime)));
      } else if (slot.inode() instanceof Node.Directory) {
        return;
      } else {
        throw new IllegalArgumentException(
            "%s lies below %s, which is no directory".formatted(path, at));
      }
    }
  }
}
