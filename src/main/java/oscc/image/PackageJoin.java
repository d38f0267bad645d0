package oscc.image;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.FileTree;
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
  private final FileTree.Builder tree;
  private final Report report;
  private final Map<UnixPath, Part> owners = new HashMap<>();
  private final Set<Digest> joined = new HashSet<>();
  private final Set<ClashingPair> clashes = new HashSet<>();

  /** Two packages whose clash is reported already: one diagnostic a pair, not one a file. */
  private record ClashingPair(String earlier, String later) {}

  /** How two packages disagree about a path, and what can be done about it. */
  private enum Clash {
    TWO_FILES(
        "one file here, another before",
        "set `replace: true` on the later package, or leave the file out with `exclude`"),
    FILE_AFTER_FOLDER("a file here, a folder before", "leave one of them out with `exclude`"),
    FOLDER_AFTER_FILE("a folder here, no folder before", "leave one of them out with `exclude`");

    private final String label;
    private final String help;

    Clash(String label, String help) {
      this.label = label;
      this.help = help;
    }
  }

  PackageJoin(FileTree skeleton, Report report) {
    this.tree = FileTree.builder(0).addAll(skeleton);
    this.tree.put(UnixPath.ROOT, skeleton.inode(UnixPath.ROOT).orElseThrow());
    this.report = report;
  }

  /** Adds a unit, unless the same unit was added before. */
  void add(Part unit) {
    if (joined.add(unit.unit().id())) {
      new OneUnit(unit).add();
    }
  }

  /** The tree of all units. */
  FileTree tree() {
    return tree.build();
  }

  /** Which package brought what is there first or replaced it; the skeleton has no owner. */
  Map<UnixPath, Part> owners() {
    return owners;
  }

  private final class OneUnit {
    private final Part source;
    private final Unit unit;
    private final Map<UnixPath, UnixPath> landings = new HashMap<>();

    OneUnit(Part source) {
      this.source = source;
      this.unit = source.unit();
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
      UnixPath folder = landings.get(entry.path().parent());
      if (folder == null) {
        return; // Its folder clashed and was reported.
      }
      UnixPath path = folder.child(entry.path().name());
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
        owners.put(path, source);
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
      } else {
        clash(path, Clash.FOLDER_AFTER_FILE);
      }
    }

    private void addFile(FileTree.Entry entry, UnixPath path) {
      Node.Inode inode = unit.tree().inode(entry.node());
      Optional<Node.Inode> present = tree.find(path);
      if (present.isPresent()) {
        if (present.get() instanceof Node.Directory) {
          clash(path, Clash.FILE_AFTER_FOLDER);
          return;
        }
        if (sameFile(present.get(), inode)) {
          landings.put(entry.path(), path);
          return;
        }
        if (!source.replaces() && owners.containsKey(path)) {
          clash(path, Clash.TWO_FILES);
          return;
        }
      }
      put(entry, path, inode);
    }

    private void put(FileTree.Entry entry, UnixPath path, Node.Inode inode) {
      if (entry.node() instanceof Node.HardLink link && landings.containsKey(link.target())) {
        tree.link(path, landings.get(link.target()));
      } else {
        tree.put(path, inode);
      }
      landings.put(entry.path(), path);
      owners.put(path, source);
    }

    private void clash(UnixPath path, Clash clash) {
      Part other = owners.get(path);
      String earlier = other == null ? "oscc's skeleton" : other.unit().name();
      if (!clashes.add(new ClashingPair(earlier, unit.name()))) {
        return;
      }
      Span span = source.span();
      var draft =
          report
              .error(
                  Code.OS0751,
                  span,
                  "packages `%s` and `%s` both bring `%s`".formatted(earlier, unit.name(), path))
              .label(clash.label)
              .help(clash.help);
      if (other != null) {
        draft.related("`%s` comes from here".formatted(earlier), other.span());
      }
    }
  }

  private static boolean sameFile(Node.Inode a, Node.Inode b) {
    // Two versions of one package may carry equal files with other time stamps.
    return a.withAttributes(a.attributes().withMtime(0))
        .equals(b.withAttributes(b.attributes().withMtime(0)));
  }
}
