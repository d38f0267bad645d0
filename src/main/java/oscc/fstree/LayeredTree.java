package oscc.fstree;

import java.util.Optional;
import java.util.Set;

/**
 * A tree that is laid over another, as a machine sees both; nothing is copied. A folder of the
 * upper one goes on in the lower one.
 *
 * @param removed paths of the lower tree that are hidden with all below them
 */
public record LayeredTree(FileTree lower, FileTree upper, Set<UnixPath> removed) {

  public LayeredTree {
    removed = Set.copyOf(removed);
  }

  /** As {@link FileTree#inode(UnixPath)}. */
  public Optional<Node.Inode> inode(UnixPath path) {
    Optional<Node.Inode> above = upper.inode(path);
    return above.isPresent() || isRemoved(path) ? above : lower.inode(path);
  }

  /** As {@link FileTree#resolve}. */
  public Optional<UnixPath> resolve(UnixPath path) {
    return PathResolution.resolve(path, this::inode);
  }

  /** As {@link FileTree#open}. */
  public Optional<Node.Inode> open(UnixPath path) {
    return resolve(path).flatMap(this::inode);
  }

  private boolean isRemoved(UnixPath path) {
    if (removed.isEmpty()) {
      return false;
    }
    for (UnixPath at = path; !at.isRoot(); at = at.parent()) {
      if (removed.contains(at)) {
        return true;
      }
    }
    return false;
  }
}
