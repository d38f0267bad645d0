package oscc.system;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import oscc.diag.Span;
import oscc.fstree.Attributes;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * What the manifest says about one machine, as files to be laid over its packages.
 *
 * @param tree files at the places where the links of the packages lead
 * @param removed paths of packages that the machine does not have, with all below them
 * @param secret whether it holds what others may not read, such as a password hash or a host key
 * @param blames the places in the manifest for which something is there, or removed
 */
public record MachineLayer(
    FileTree tree, Set<UnixPath> removed, boolean secret, Map<UnixPath, Span> blames) {

  public MachineLayer {
    removed = Collections.unmodifiableSet(new TreeSet<>(removed));
    blames = Map.copyOf(blames);
  }

  /**
   * The layer for overlayfs: what is removed is a whiteout, a character device 0:0; see "whiteouts
   * and opaque directories" of the kernel's overlayfs document.
   */
  public FileTree overlay() {
    FileTreeBuilder builder = FileTree.builder(0);
    builder.put(UnixPath.ROOT, tree.inode(UnixPath.ROOT).orElseThrow());
    builder.addAll(tree);
    long time = tree.inode(UnixPath.ROOT).orElseThrow().attributes().mtime();
    Attributes attributes = Attributes.ofRoot(0, time);
    for (UnixPath path : removed) {
      builder.put(path, new Node.DeviceNode(attributes, Node.DeviceNode.Kind.CHARACTER, 0, 0));
    }
    return builder.build();
  }

  /**
   * The packages without what the layer removes or replaces, for a root where both are unpacked
   * into one folder: there a replaced file would be written through its other hard links.
   */
  public FileTree under(FileTree packages) {
    return packages.filter(path -> !isRemoved(path) && !isReplaced(path));
  }

  /** The line for which the machine lacks a path of its packages, if it does. */
  public Optional<Span> removal(UnixPath path) {
    for (UnixPath at = path; !at.isRoot(); at = at.parent()) {
      if (removed.contains(at)) {
        return blame(at);
      }
    }
    return Optional.empty();
  }

  /** The line for which something is there; a folder that was removed blames for all in it. */
  public Optional<Span> blame(UnixPath path) {
    for (UnixPath at = path; !at.isRoot(); at = at.parent()) {
      Span blame = blames.get(at);
      if (blame != null) {
        return Optional.of(blame);
      }
    }
    return Optional.empty();
  }

  private boolean isReplaced(UnixPath path) {
    return tree.find(path).filter(node -> !(node instanceof Node.Directory)).isPresent();
  }

  private boolean isRemoved(UnixPath path) {
    for (UnixPath at = path; !at.isRoot(); at = at.parent()) {
      if (removed.contains(at)) {
        return true;
      }
    }
    return false;
  }
}
