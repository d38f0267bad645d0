package oscc.source;

import java.util.Set;
import oscc.fstree.UnixPath;

/**
 * The merged {@code /usr}: some folders at the top are links into it, so what a package puts there
 * lands behind the link.
 */
final class UsrMerge {
  private static final Set<String> LINKS = Set.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
  private static final UnixPath USR = new UnixPath("/usr");

  private UsrMerge() {}

  /** Whether {@code path} is one of the links. */
  static boolean isLink(UnixPath path) {
    return !path.isRoot() && path.parent().isRoot() && LINKS.contains(path.name());
  }

  /** Where {@code path} lands. */
  static UnixPath land(UnixPath path) {
    return isBehindLink(path) ? USR.child(path.relative()) : path;
  }

  private static boolean isBehindLink(UnixPath path) {
    int end = path.value().indexOf('/', 1);
    return LINKS.contains(path.value().substring(1, end < 0 ? path.value().length() : end));
  }

  /**
   * A link's target such that it means behind the merge what it meant before: {@code
   * ../usr/share/x} in {@code /lib} is {@code ../share/x} in {@code /usr/lib}.
   */
  static String retarget(UnixPath before, String target) {
    UnixPath after = land(before);
    if (after.equals(before) || isLink(before) || target.startsWith("/")) {
      return target;
    }
    UnixPath meant = land(lexical(before.parent(), target));
    if (land(lexical(after.parent(), target)).equals(meant)) {
      return target;
    }
    return relative(after.parent(), meant);
  }

  /** Where {@code target} leads from {@code folder}, looking at the names alone. */
  static UnixPath lexical(UnixPath folder, String target) {
    UnixPath at = target.startsWith("/") ? UnixPath.ROOT : folder;
    for (String name : target.split("/", -1)) {
      at =
          switch (name) {
            case "", "." -> at;
            case ".." -> at.parent();
            default -> at.child(name);
          };
    }
    return at;
  }

  private static String relative(UnixPath from, UnixPath to) {
    StringBuilder up = new StringBuilder();
    UnixPath common = from;
    while (!to.isWithin(common)) {
      common = common.parent();
      up.append("../");
    }
    int skip = common.isRoot() ? 1 : common.value().length() + 1;
    String rest = skip > to.value().length() ? "." : to.value().substring(skip);
    return up + rest;
  }
}
