package oscc.system;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import oscc.fstree.Attributes;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * What the manifest says about one machine, as files to be laid over its packages.
 *
 * @param tree files at the places where the links of the packages lead
 * @param removed paths of packages that the machine does not have, with all below them
 * @param secret whether it holds what others may not read, such as a password hash or a host key
 */
public record MachineLayer(FileTree tree, Set<UnixPath> removed, boolean secret) {

  public MachineLayer {
    removed = Collections.unmodifiableSet(new TreeSet<>(removed));
  }

  /**
   * The layer for overlayfs: what is removed is a whiteout, a character device 0:0; see "whiteouts
   * and opaque directories" of the kernel's overlayfs document.
   */
  public FileTree overlay() {
    FileTree.Builder builder = FileTree.builder(0);
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
