package oscc.debian;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/** The packages' tree while files are added to it. Parents' links are followed. */
final class Additions {
  private final FileTreeBuilder tree;
  private final Set<UnixPath> touched = new HashSet<>();
  private final Owners owners;
  private final long epoch;

  Additions(FileTree packages, Owners owners, long epoch) {
    this.tree = FileTree.builder(epoch).addAll(packages);
    this.tree.put(UnixPath.ROOT, packages.inode(UnixPath.ROOT).orElseThrow());
    this.owners = owners;
    this.epoch = epoch;
  }

  Owners owners() {
    return owners;
  }

  /** Attributes of something of root's. */
  Attributes root(int mode) {
    return Attributes.ofRoot(mode, epoch);
  }

  /** What stands at a path; a link at its end is not followed. */
  Optional<Node.Inode> find(UnixPath path) {
    return place(path).flatMap(tree::find);
  }

  boolean exists(UnixPath path) {
    return find(path).isPresent();
  }

  /** Whether it is a folder with something in it. */
  boolean hasChildren(UnixPath folder) {
    return place(folder).filter(tree::hasChildren).isPresent();
  }

  /** What opening a path would reach. */
  Optional<Node.Inode> open(UnixPath path) {
    return tree.resolve(path).flatMap(tree::find);
  }

  private Optional<UnixPath> place(UnixPath path) {
    return path.isRoot()
        ? Optional.of(path)
        : tree.resolve(path.parent()).map(parent -> parent.child(path.name()));
  }

  /** Puts something, unless a file stands where a folder above it is needed. */
  void put(UnixPath path, Node.Inode inode) {
    place(path)
        .filter(this::hasFoldersAbove)
        .ifPresent(at -> {
          tree.put(at, inode);
          touched.add(at);
        });
  }

  private boolean hasFoldersAbove(UnixPath path) {
    for (UnixPath at = path.parent(); !at.isRoot(); at = at.parent()) {
      if (tree.find(at).filter(node -> !(node instanceof Node.Directory)).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** A text of root's, mode 0644. */
  void text(String path, String text) {
    put(new UnixPath(path), new Node.RegularFile(root(0644), Content.of(text)));
  }

  /** A symbolic link where nothing stands yet. */
  void link(UnixPath path, String target) {
    if (!exists(path)) {
      put(path, new Node.Symlink(root(0777), target));
    }
  }

  /** Packages and additions. */
  DebianRoot root(List<ScriptNote> notes) {
    FileTree whole = tree.build();
    return new DebianRoot(whole, whole.filter(touched::contains), notes);
  }
}
