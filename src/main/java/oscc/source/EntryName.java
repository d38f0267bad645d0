package oscc.source;

import java.nio.charset.StandardCharsets;

/** Names of archive entries in one spelling: {@code a/b}, empty for the archive's root. */
final class EntryName {
  /** NAME_MAX and PATH_MAX of Linux, the latter without its NUL. */
  private static final int MAX_COMPONENT = 255;

  private static final int MAX_PATH = 4095;

  private EntryName() {}

  /**
   * The normal spelling of a name.
   *
   * @throws BadArchive if it is absolute, leads outside or is too long
   */
  static String normal(String name, ArchiveInput in) throws BadArchive {
    if (name.startsWith("/")) {
      throw in.bad("its name is absolute", "make the archive with relative names");
    }
    StringBuilder normal = new StringBuilder(name.length());
    for (String component : name.split("/", -1)) {
      if (component.equals("..")) {
        throw in.bad("its name leads outside of the archive", "an honest archive has no `..`");
      }
      checkComponent(component, in);
      if (!component.isEmpty() && !component.equals(".")) {
        normal.append(normal.isEmpty() ? "" : "/").append(component);
      }
    }
    if (length(normal.toString()) > MAX_PATH) {
      throw in.bad("its name is longer than 4095 bytes", "Linux has no such paths");
    }
    return normal.toString();
  }

  private static void checkComponent(String component, ArchiveInput in) throws BadArchive {
    if (component.indexOf('\0') >= 0) {
      throw in.bad("its name has a NUL in it", "rename it and make the archive again");
    }
    if (length(component) > MAX_COMPONENT) {
      throw in.bad("a part of its name is longer than 255 bytes", "Linux has no such names");
    }
  }

  private static int length(String text) {
    // Most names are short: three bytes for each UTF-16 unit are the most there can be.
    return text.length() * 3 <= MAX_COMPONENT
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
