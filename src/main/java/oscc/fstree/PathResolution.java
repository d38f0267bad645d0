package oscc.fstree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Follows symbolic links as path_resolution(7) has it, in a process whose root is the tree. */
public final class PathResolution {
  private static final int MAX_LINKS = 40;

  private PathResolution() {}

  /**
   * The path without symbolic links that {@code path} leads to. Names that are missing are kept, so
   * that one can ask where a new file would land. Empty if links turn in a circle or something that
   * is no folder stands on the way.
   */
  public static Optional<UnixPath> resolve(
      UnixPath path, Function<UnixPath, Optional<Node.Inode>> lookup) {
    return resolve(path, lookup, link -> {});
  }

  /** The same; {@code followed} is told of each link on the way. */
  static Optional<UnixPath> resolve(
      UnixPath path, Function<UnixPath, Optional<Node.Inode>> lookup, Consumer<UnixPath> followed) {
    Deque<String> rest = new ArrayDeque<>(path.components());
    UnixPath at = UnixPath.ROOT;
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.removeFirst();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      UnixPath next = name.equals("..") ? at.parent() : at.child(name);
      Optional<Node.Inode> node = lookup.apply(next);
      if (node.isPresent() && node.get() instanceof Node.Symlink link) {
        if (++links > MAX_LINKS) {
          return Optional.empty();
        }
        followed.accept(next);
        at = link.target().startsWith("/") ? UnixPath.ROOT : at;
        List.of(link.target().split("/")).reversed().forEach(rest::addFirst);
        continue;
      }
      if (!rest.isEmpty() && node.isPresent() && !(node.get() instanceof Node.Directory)) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }
}
