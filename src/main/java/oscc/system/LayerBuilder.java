package oscc.system;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * Lays files over the packages. Each path is followed through the packages' links, so that no link
 * of theirs becomes a folder, and parents look as they do there.
 */
final class LayerBuilder {
  private final FileTree packages;
  private final FileTreeBuilder layer;
  private final Set<UnixPath> removed = new TreeSet<>();
  private final Map<UnixPath, Span> blames = new HashMap<>();

  /** Where folders of the packages are: hundreds of links to a busybox lie in two of them. */
  private final Map<UnixPath, Optional<UnixPath>> folders = new HashMap<>();

  private final long epoch;
  private final Report report;
  private boolean secret;

  LayerBuilder(FileTree packages, long epoch, Report report) {
    this.packages = packages;
    this.layer = FileTree.builder(epoch);
    this.epoch = epoch;
    this.report = report;
    layer.put(UnixPath.ROOT, packages.inode(UnixPath.ROOT).orElseThrow());
  }

  /** The packages below this layer. */
  FileTree packages() {
    return packages;
  }

  /** Attributes of something of root's, with the layer's time. */
  Attributes root(int mode) {
    return Attributes.ofRoot(mode, epoch);
  }

  /** A text of root's; {@code blame} is where a clash is shown. */
  void text(String path, int mode, String text, Span blame) {
    put(new UnixPath(path), new Node.RegularFile(root(mode), Content.of(text)), blame);
  }

  /** A symbolic link. */
  void link(String path, String target, Span blame) {
    put(new UnixPath(path), new Node.Symlink(root(0777), target), blame);
  }

  /** Whether the packages or this layer have something there. */
  boolean exists(String path) {
    return find(new UnixPath(path)).isPresent();
  }

  /** What the machine would have at a path now, its links not followed at the end. */
  Optional<Node.Inode> find(UnixPath path) {
    return place(path)
        .flatMap(at ->
            layer.find(at).or(() -> removed.contains(at) ? Optional.empty() : packages.inode(at)));
  }

  /** The path with the links of its parents followed. */
  Optional<UnixPath> place(UnixPath path) {
    return path.isRoot()
        ? Optional.of(path)
        : folders
            .computeIfAbsent(path.parent(), packages::resolve)
            .map(parent -> parent.child(path.name()));
  }

  /** Makes a folder unless the machine has one there. */
  void folder(UnixPath path, Attributes attributes, Span blame) {
    boolean there =
        packages.open(path).filter(node -> node instanceof Node.Directory).isPresent()
            || find(path).filter(node -> node instanceof Node.Directory).isPresent();
    if (!there) {
      put(path, new Node.Directory(attributes), blame);
    }
  }

  /** Puts something other than a folder, or a folder where there is nothing. */
  void put(UnixPath path, Node.Inode inode, Span blame) {
    Optional<UnixPath> at = place(path).filter(this::hasFoldersAbove);
    if (at.isEmpty()) {
      report
          .error(Code.OS0605, blame, "`%s` has a parent that is no folder".formatted(path))
          .help("a package or another entry has a file, or links in a circle, above it");
      return;
    }
    if (isFolder(path, at.get())
        || layer.find(at.get()).filter(n -> n instanceof Node.Directory).isPresent()) {
      report
          .error(Code.OS0604, blame, "`%s` is a folder in the packages".formatted(path))
          .help("choose a path inside it, or exclude it from its package");
      return;
    }
    addParents(at.get());
    layer.put(at.get(), inode);
    blames.put(at.get(), blame);
  }

  /** Whether the packages have a folder at a place, or a link to one. */
  private boolean isFolder(UnixPath path, UnixPath at) {
    Optional<Node.Inode> there = packages.inode(at);
    if (there.filter(node -> node instanceof Node.Symlink).isPresent()) {
      there = packages.open(path);
    }
    return there.filter(node -> node instanceof Node.Directory).isPresent();
  }

  private boolean hasFoldersAbove(UnixPath path) {
    for (UnixPath at = path.parent(); !at.isRoot(); at = at.parent()) {
      Optional<Node.Inode> node = layer.find(at);
      if (node.filter(n -> n instanceof Node.Directory).isPresent()) {
        // It came with the folders above it.
        return true;
      }
      if (node.isEmpty()) {
        node = packages.inode(at);
      }
      if (node.filter(n -> !(n instanceof Node.Directory)).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private void addParents(UnixPath path) {
    for (UnixPath at = path.parent(); !at.isRoot(); at = at.parent()) {
      if (!layer.contains(at)) {
        layer.put(at, packages.inode(at).orElse(new Node.Directory(root(0755))));
      }
    }
  }

  /** Removes what the packages or this layer have at a path; false if there is nothing. */
  boolean remove(UnixPath path, Span blame) {
    Optional<UnixPath> at = place(path);
    if (at.isEmpty() || find(path).isEmpty()) {
      return false;
    }
    layer.remove(at.get());
    if (packages.find(at.get()).isPresent()) {
      removed.add(at.get());
      blames.put(at.get(), blame);
    }
    return true;
  }

  /** Says that something was laid that only its owner may read in a bundle. */
  void markSecret() {
    secret = true;
  }

  /** The layer. */
  MachineLayer build() {
    Set<UnixPath> hidden = new TreeSet<>();
    removed.forEach(path -> hide(path, hidden));
    for (UnixPath path : hidden) {
      addParents(path);
    }
    return new MachineLayer(layer.build(), hidden, secret, blames);
  }

  /** A folder that gets new files cannot be hidden as a whole: then each thing in it is. */
  private void hide(UnixPath path, Set<UnixPath> hidden) {
    Optional<Node.Inode> instead = layer.find(path);
    if (instead.isEmpty()) {
      hidden.add(path);
    } else if (instead.get() instanceof Node.Directory) {
      packages.children(path).forEach(child -> hide(child.path(), hidden));
    }
  }
}
