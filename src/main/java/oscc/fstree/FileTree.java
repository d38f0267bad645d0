package oscc.fstree;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import oscc.store.Digest;

/**
 * An immutable tree of files: entries in {@link UnixPath}'s order, the root first. Every entry's
 * parent is there and is a directory, and every hard link names an inode of the same tree that is
 * no directory.
 */
public final class FileTree implements Iterable<FileTree.Entry> {
  private final EntryTable table;
  private final List<Entry> entries;
  private volatile Optional<Digest> digest = Optional.empty();

  /** A path and what it names. */
  public record Entry(UnixPath path, Node node) {}

  private FileTree(List<Entry> entries) {
    this(new ListedEntries(entries));
  }

  private FileTree(EntryTable table) {
    this.table = table;
    this.entries = table.list();
  }

  /** Starts a tree that holds only a root folder, owned by root, with mode 0755 and this time. */
  public static Builder builder(long mtime) {
    return new Builder(mtime);
  }

  /**
   * A tree of entries that are in order already, such as those of another tree.
   *
   * @throws IllegalArgumentException if they are not a tree in order
   */
  public static FileTree ofSorted(List<Entry> entries) {
    if (entries.isEmpty() || !entries.getFirst().path().isRoot()) {
      throw new IllegalArgumentException("a tree begins with its root");
    }
    Deque<UnixPath> folders = new ArrayDeque<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (i > 0) {
        checkNext(entries.get(i - 1), entry, folders);
      }
      if (entry.node() instanceof Node.Directory) {
        folders.push(entry.path());
      }
    }
    FileTree tree = new FileTree(List.copyOf(entries));
    entries.forEach(tree::checkLink);
    return tree;
  }

  private static void checkNext(Entry previous, Entry entry, Deque<UnixPath> folders) {
    UnixPath path = entry.path();
    while (!folders.isEmpty() && !path.isWithin(folders.peek())) {
      folders.pop();
    }
    boolean inFolder = !folders.isEmpty() && isDirectlyIn(path, folders.peek());
    if (!inFolder || previous.path().compareTo(path) >= 0) {
      throw new IllegalArgumentException("%s after %s".formatted(path, previous.path()));
    }
  }

  private static boolean isDirectlyIn(UnixPath path, UnixPath folder) {
    int end = folder.isRoot() ? 0 : folder.value().length();
    return path.value().lastIndexOf('/') == end;
  }

  private void checkLink(Entry entry) {
    if (entry.node() instanceof Node.HardLink link
        && !(find(link.target()).orElse(link) instanceof Node.Inode inode
            && !(inode instanceof Node.Directory))) {
      throw new IllegalArgumentException(
          "%s is a hard link to %s".formatted(entry.path(), link.target()));
    }
  }

  /** Its {@link TreeDigest}, computed once: trees are shared by the machines that have them. */
  public Digest digest() {
    Optional<Digest> known = digest;
    if (known.isEmpty()) {
      known = Optional.of(TreeDigest.of(this));
      digest = known;
    }
    return known.get();
  }

  /** How many entries there are, the root included. */
  public int size() {
    return entries.size();
  }

  @Override
  public Iterator<Entry> iterator() {
    return entries.iterator();
  }

  /** The entries in order. */
  public Stream<Entry> stream() {
    return entries.stream();
  }

  /** What {@code path} names, without following links. */
  public Optional<Node> find(UnixPath path) {
    int index = table.indexOf(path);
    return index < 0 ? Optional.empty() : Optional.of(entries.get(index).node());
  }

  /** The inode at {@code path}: that of its target if it is a hard link; symbolic links stay. */
  public Optional<Node.Inode> inode(UnixPath path) {
    return find(path).map(this::inode);
  }

  /** The inode that a node of this tree stands for. */
  public Node.Inode inode(Node node) {
    return switch (node) {
      case Node.HardLink link -> (Node.Inode) find(link.target()).orElseThrow();
      case Node.Inode inode -> inode;
    };
  }

  /** Everything below {@code folder}, itself included, in order. */
  public List<Entry> below(UnixPath folder) {
    int start = table.indexOf(folder);
    if (start < 0) {
      return List.of();
    }
    int end = start + 1;
    while (end < entries.size() && entries.get(end).path().isWithin(folder)) {
      end++;
    }
    return entries.subList(start, end);
  }

  /** The entries directly in {@code folder}, in order. */
  public List<Entry> children(UnixPath folder) {
    return below(folder).stream()
        .filter(e -> !e.path().isRoot() && e.path().parent().equals(folder))
        .toList();
  }

  /**
   * Where {@code path} leads when symbolic links are followed as a kernel whose root is this tree
   * would: the path of a node that is no symbolic link. Missing names at the end are kept, so that
   * one can ask where a new file would land; empty if links turn in a circle or a file stands where
   * a folder is needed.
   */
  public Optional<UnixPath> resolve(UnixPath path) {
    return PathResolution.resolve(path, this::inode);
  }

  /** The links that are followed on the way to where {@code path} leads, in their order. */
  public List<UnixPath> linksOn(UnixPath path) {
    List<UnixPath> links = new ArrayList<>();
    PathResolution.resolve(path, this::inode, links::add);
    return links;
  }

  /** The inode that opening {@code path} would reach. */
  public Optional<Node.Inode> open(UnixPath path) {
    return resolve(path).flatMap(this::inode);
  }

  /**
   * The entries whose path is wanted, with their parents. A hard link whose target is dropped takes
   * the inode over.
   */
  public FileTree filter(Predicate<UnixPath> wanted) {
    BitSet kept = kept(wanted);
    Map<UnixPath, UnixPath> heirs = new HashMap<>();
    List<Entry> chosen = new ArrayList<>(kept.cardinality());
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      Entry entry = entries.get(i);
      if (entry.node() instanceof Node.HardLink link && !kept.get(table.indexOf(link.target()))) {
        UnixPath heir = heirs.putIfAbsent(link.target(), entry.path());
        Node node = heir == null ? inode(link) : new Node.HardLink(heir);
        chosen.add(new Entry(entry.path(), node));
      } else {
        chosen.add(entry);
      }
    }
    return new FileTree(chosen);
  }

  /** The places of the wanted entries and of their parents: a folder comes before all it holds. */
  private BitSet kept(Predicate<UnixPath> wanted) {
    BitSet kept = new BitSet(entries.size());
    UnixPath next = UnixPath.ROOT;
    for (int i = entries.size() - 1; i >= 0; i--) {
      UnixPath path = entries.get(i).path();
      if (next.isWithin(path) || wanted.test(path)) {
        kept.set(i);
        next = path;
      }
    }
    return kept;
  }

  /** Makes a tree, one entry at a time and in any order; later entries replace earlier ones. */
  public static final class Builder {
    private final Map<UnixPath, Slot> slots = new LinkedHashMap<>();
    private final long mtime;

    /** An inode with an identity, so that the names that share it keep sharing it. */
    private record Slot(Node.Inode inode) {
      @Override
      public boolean equals(Object other) {
        return this == other;
      }

      @Override
      public int hashCode() {
        return System.identityHashCode(this);
      }
    }

    private Builder(long mtime) {
      this.mtime = mtime;
      put(UnixPath.ROOT, new Node.Directory(Attributes.ofRoot(0755, mtime)));
    }

    /** Sets the inode at {@code path}. Missing parents appear when the tree is built. */
    @CanIgnoreReturnValue
    public Builder put(UnixPath path, Node.Inode inode) {
      slots.put(path, new Slot(inode));
      return this;
    }

    /** Makes {@code path} a further name of what {@code target} names now. */
    @CanIgnoreReturnValue
    public Builder link(UnixPath path, UnixPath target) {
      Slot slot = slots.get(target);
      if (slot == null || slot.inode() instanceof Node.Directory) {
        throw new IllegalArgumentException("hard link %s to %s".formatted(path, target));
      }
      slots.put(path, slot);
      return this;
    }

    /** Removes {@code path} and all below it. */
    @CanIgnoreReturnValue
    public Builder remove(UnixPath path) {
      slots.keySet().removeIf(p -> p.isWithin(path));
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
      return slots.keySet().stream().anyMatch(p -> !p.equals(path) && p.isWithin(path));
    }

    /** As {@link FileTree#resolve}, in the tree as it is now. */
    public Optional<UnixPath> resolve(UnixPath path) {
      return PathResolution.resolve(path, this::find);
    }

    /** Adds all of another tree except its root; its hard links stay hard links. */
    @CanIgnoreReturnValue
    public Builder addAll(FileTree tree) {
      for (Entry entry : tree) {
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
      List<Entry> entries = new ArrayList<>(sorted.size());
      Map<Slot, UnixPath> first = HashMap.newHashMap(sorted.size());
      for (Map.Entry<UnixPath, Slot> slot : sorted) {
        UnixPath path = slot.getKey();
        UnixPath earlier = first.putIfAbsent(slot.getValue(), path);
        Node node = earlier == null ? slot.getValue().inode() : new Node.HardLink(earlier);
        entries.add(new Entry(path, node));
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
        if (!path.isRoot() && !isDirectlyIn(path, folders.element())) {
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
}
