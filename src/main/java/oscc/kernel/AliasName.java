package oscc.kernel;

/** Names of modules and aliases as kmod compares them. */
final class AliasName {
  private AliasName() {}

  /** With {@code _} for {@code -}, except inside {@code [...]}, where a hyphen means a range. */
  static String normal(String name) {
    if (name.indexOf('-') < 0) {
      return name;
    }
    StringBuilder normal = new StringBuilder(name);
    boolean bracket = false;
    for (int i = 0; i < name.length(); i++) {
      switch (name.charAt(i)) {
        case '[' -> bracket = true;
        case ']' -> bracket = false;
        case '-' -> normal.setCharAt(i, bracket ? '-' : '_');
        default -> {}
      }
    }
    return normal.toString();
  }

  /** The module name in the path of a file: {@code kernel/lib/crc-ccitt.ko} is crc_ccitt. */
  static String ofFile(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.indexOf('.');
    return (dot < 0 ? file : file.substring(0, dot)).replace('-', '_');
  }
}
