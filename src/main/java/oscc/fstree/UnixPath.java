package oscc.fstree;

import java.util.List;

/**
 * An absolute path in a machine's file tree: {@code /} or {@code /a/b}, with no empty, {@code .} or
 * {@code ..} component and no NUL. Its order is the one archives need: a folder before what it
 * holds, and within a folder by the unsigned bytes of the UTF-8 names.
 */
public record UnixPath(String value) implements Comparable<UnixPath> {

  /** The root folder. */
  public static final UnixPath ROOT = new UnixPath("/");

  public UnixPath {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an absolute, normal path: " + value);
    }
  }

  private static boolean isValid(String path) {
    if (path.equals("/")) {
      return true;
    }
    if (!path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0) {
      return false;
    }
    for (int start = 1; start <= path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      int length = end - start;
      boolean dots =
          (length == 1 && path.startsWith(".", start))
              || (length == 2 && path.startsWith("..", start));
      if (length == 0 || dots) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  /** Whether {@link #UnixPath} takes this text. */
  public static boolean isNormal(String text) {
    return isValid(text);
  }

  /** The last component; empty for the root. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The folder that holds this; the root is its own parent. */
  public UnixPath parent() {
    int slash = value.lastIndexOf('/');
    return slash <= 0 ? ROOT : new UnixPath(value.substring(0, slash));
  }

  /** The entry {@code name} of this folder; {@code name} may have several components. */
  public UnixPath child(String name) {
    return new UnixPath(isRoot() ? "/" + name : value + "/" + name);
  }

  /** Whether this is {@code /}. */
  public boolean isRoot() {
    return value.length() == 1;
  }

  /** Whether this is {@code folder} or lies below it. */
  public boolean isWithin(UnixPath folder) {
    if (folder.isRoot() || value.equals(folder.value)) {
      return true;
    }
    return value.startsWith(folder.value) && value.charAt(folder.value.length()) == '/';
  }

  /** The path as archives spell it: without the leading slash; empty for the root. */
  public String relative() {
    return value.substring(1);
  }

  /** The names on the way from the root. */
  public List<String> components() {
    return isRoot() ? List.of() : List.of(relative().split("/"));
  }

  @Override
  public int compareTo(UnixPath other) {
    String a = value;
    String b = other.value;
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Integer.compare(rank(x), rank(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /**
   * Makes UTF-16 code units compare as the bytes of their UTF-8 do: surrogates stand for code
   * points above all others, and the separator sorts before any byte of a name.
   */
  private static int rank(char c) {
    if (c == '/') {
      return -1;
    }
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  /** Written out, since what Java derives for records costs a short run some milliseconds. */
  @Override
  public boolean equals(Object other) {
    return other instanceof UnixPath path && value.equals(path.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
