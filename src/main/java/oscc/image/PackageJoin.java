package oscc.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.store.Digest;

/**
 * Lays units over each other, in order, into one tree. A folder that is there already keeps its
 * attributes, as with dpkg(1). A file that is there already is a clash, unless both are the same or
 * the later package says {@code replace}.
 */
final class PackageJoin {
  private final FileTreeBuilder tree;
  private final List<Part> parts;
  private final Map<UnixPath, Integer> owners = new HashMap<>();
  private final Set<Digest> joined = new HashSet<>();
  private final Set<ClashingPair> pairs = new HashSet<>();
  private final List<JoinedPackages.Clash> clashes = new ArrayList<>();
  private final Witness witness;

  /** Is told who brings what; a build needs no such thing. */
  @FunctionalInterface
  interface Witness {
    /** Tells nobody. */
    Witness NONE = (path, part, effect) -> {};

    /** A part has something for a path. */
    void brings(UnixPath path, Part part, Origins.Effect effect);
  }

  /** Two packages whose clash is reported already: one diagnostic a pair, not one a file. */
  private record ClashingPair(String earlier, String later) {}

  private PackageJoin(FileTree skeleton, List<Part> parts, Witness witness) {
    this.witness = witness;
    this.tree = FileTree.builder(0).addAll(skeleton);
    this.tree.put(UnixPath.ROOT, skeleton.inode(UnixPath.ROOT).orElseThrow());
    this.parts = parts;
  }

  /** Joins the units of all parts; one that comes twice is added once. */
  static JoinedPackages join(FileTree skeleton, List<Part> parts) {
    return join(skeleton, parts, Witness.NONE);
  }

  /** The same, before a witness. */
  static JoinedPackages join(FileTree skeleton, List<Part> parts, Witness witness) {
    PackageJoin join = new PackageJoin(skeleton, parts, witness);
    for (int i = 0; i < parts.size(); i++) {
      if (join.joined.add(parts.get(i).unit().id())) {
        join.new OneUnit(i).add();
      }
    }
    return new JoinedPackages(join.tree.build(), join.owners, join.clashes);
  }

  private final class OneUnit {
    private final int part;
    private final Unit unit;
    private final Map<UnixPath, UnixPath> landings = new HashMap<>();

    OneUnit(int part) {
      this.part = part;
      this.unit = parts.get(part).unit();
    }

    void add() {
      landings.put(UnixPath.ROOT, UnixPath.ROOT);
      for (FileTree.Entry entry : unit.tree()) {
        if (!entry.path().isRoot()) {
          add(entry);
        }
      }
    }

    private void add(FileTree.Entry entry) {
      UnixPath parent = entry.path().parent();
      UnixPath folder = landings.get(parent);
      if (folder == null) {
        return; // Its folder clashed and was reported.
      }
      // Mostly where the package has it, so that one path serves both trees.
      boolean moved = !folder.equals(parent);
      UnixPath path = moved ? folder.child(entry.path().name()) : entry.path();
      if (entry.node() instanceof Node.Directory directory) {
        addFolder(entry.path(), path, directory);
      } else {
        addFile(entry, path);
      }
    }

    private void addFolder(UnixPath wanted, UnixPath path, Node.Directory directory) {
      Optional<Node.Inode> present = tree.find(path);
      if (present.isEmpty()) {
        tree.put(path, directory);
        landings.put(wanted, path);
        owners.put(path, part);
        witness.brings(path, parts.get(part), Origins.Effect.BROUGHT);
        return;
      }
      Optional<UnixPath> landing =
          tree.resolve(path).filter(p -> tree.find(p).orElse(directory) instanceof Node.Directory);
      if (landing.isPresent()) {
        // A link whose target nobody has brought yet gets the folder that it points to.
        if (!tree.contains(landing.get())) {
          tree.put(landing.get(), directory);
        }
        landings.put(wanted, landing.get());
        witness.brings(landing.get(), parts.get(part), Origins.Effect.SAME);
      } else {
        clash(path, JoinedPackages.Kind.FOLDER_AFTER_FILE);
      }
    }

    private void addFile(FileTree.Entry entry, UnixPath path) {
      Node.Inode inode = unit.tree().inode(entry.node());
      Optional<Node.Inode> present = tree.find(path);
      if (present.isPresent()) {
        if (present.get() instanceof Node.Directory) {
          clash(path, JoinedPackages.Kind.FILE_AFTER_FOLDER);
          return;
        }
        if (sameFile(present.get(), inode)) {
          landings.put(entry.path(), path);
          witness.brings(path, parts.get(part), Origins.Effect.SAME);
          return;
        }
        if (!parts.get(part).replaces() && owners.containsKey(path)) {
          clash(path, JoinedPackages.Kind.TWO_FILES);
          return;
        }
      }
      witness.brings(
          path,
          parts.get(part),
          present.isPresent() ? Origins.Effect.REPLACED : Origins.Effect.BROUGHT);
      put(entry, path, inode);
    }

    private void put(FileTree.Entry entry, UnixPath path, Node.Inode inode) {
      if (entry.node() instanceof Node.HardLink link && landings.containsKey(link.target())) {
        tree.link(path, landings.get(link.target()));
      } else {
        tree.put(path, inode);
      }
      landings.put(entry.path(), path);
      owners.put(path, part);
    }

    private void clash(UnixPath path, JoinedPackages.Kind kind) {
      int other = owners.getOrDefault(path, JoinedPackages.SKELETON);
      String earlier = other == JoinedPackages.SKELETON ? "" : parts.get(other).unit().name();
      if (pairs.add(new ClashingPair(earlier, unit.name()))) {
        clashes.add(new JoinedPackages.Clash(other, part, path, kind));
      }
    }
  }

  private static boolean sameFile(Node.Inode a, Node.Inode b) {
    // Two versions of one package may carry equal files with other time stamps.
    boolean alike = a.attributes().withMtime(0).equals(b.attributes().withMtime(0));
    if (a instanceof Node.RegularFile one && b instanceof Node.RegularFile other) {
      // Their bytes lie in different packages, so only the digest can say that they are equal.
      return alike
          && one.content().digest().equals(other.content().digest())
          && one.content().size() == other.content().size();
    }
    return alike && a.equals(b.withAttributes(a.attributes()));
  }
}
