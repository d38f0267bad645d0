package oscc.fstree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
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

  FileTree(List<Entry> entries) {
    this(new ListedEntries(entries));
  }

  private FileTree(EntryTable table) {
    this.table = table;
    this.entries = table.list();
  }

  /** A tree of entries that lie elsewhere and have this digest together. */
  static FileTree of(EntryTable table, Digest digest) {
    FileTree tree = new FileTree(table);
    tree.digest = Optional.of(digest);
    return tree;
  }

  /** Starts a tree that holds only a root folder, owned by root, with mode 0755 and this time. */
  public static FileTreeBuilder builder(long mtime) {
    return new FileTreeBuilder(mtime);
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

  static boolean isDirectlyIn(UnixPath path, UnixPath folder) {
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
    return entries.subList(start, endOf(start, entries.size()));
  }

  /** Where what lies below the entry at {@code start} ends, which is at {@code limit} at most. */
  private int endOf(int start, int limit) {
    UnixPath folder = entries.get(start).path();
    int within = start;
    int beyond = limit;
    // Steps that double find the end of a small folder among many entries quickly.
    for (int step = 1; within + step < beyond; step *= 2) {
      if (entries.get(within + step).path().isWithin(folder)) {
        within += step;
      } else {
        beyond = within + step;
      }
    }
    while (within + 1 < beyond) {
      int middle = (within + beyond) >>> 1;
      if (entries.get(middle).path().isWithin(folder)) {
        within = middle;
      } else {
        beyond = middle;
      }
    }
    return beyond;
  }

  /** The entries directly in {@code folder}, in order. */
  public List<Entry> children(UnixPath folder) {
    int start = table.indexOf(folder);
    if (start < 0) {
      return List.of();
    }
    int end = endOf(start, entries.size());
    List<Entry> children = new ArrayList<>();
    for (int at = start + 1; at < end; at = endOf(at, end)) {
      children.add(entries.get(at));
    }
    return List.copyOf(children);
  }

  /**
   * Where {@code path} leads when symbolic links are followed as a kernel whose root is this tree
   * would: the path of a node that is no symbolic link. Missing names at the end are kept, so that
   * one can ask where a new file would land; empty if links turn in a circle or a file stands where
   * a folder is needed.
   */
  public Optional<UnixPath> resolve(UnixPath path) {
    Optional<Node.Inode> there = inode(path);
    if (there.isPresent() && !(there.get() instanceof Node.Symlink)) {
      // Whatever a tree has lies in folders: there is no link on the way.
      return Optional.of(path);
    }
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
}
