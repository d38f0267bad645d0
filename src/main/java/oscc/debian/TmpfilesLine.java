package oscc.debian;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.fstree.Mode;
import oscc.fstree.UnixPath;

/**
 * A line of tmpfiles.d(5).
 *
 * @param type the letter
 * @param modifiers the characters after it
 * @param keeps whether the mode is only for what is made, and not for what is there
 * @param argument the rest of the line; empty if there is none
 */
record TmpfilesLine(
    char type,
    String modifiers,
    UnixPath path,
    Optional<Mode> mode,
    boolean keeps,
    String user,
    String group,
    String argument) {
  private static final Pattern MODE = Pattern.compile("[~:]*([0-7]{3,4})");

  /** A line that says something about one path; patterns and unknown specifiers are none. */
  static Optional<TmpfilesLine> parse(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return Optional.empty();
    }
    List<String> words = List.of(line.strip().split("\\s+", 7));
    String path = words.size() < 2 ? "" : expand(words.get(1));
    if (!UnixPath.isNormal(path) || path.matches(".*[%*?\\[\"\\\\].*")) {
      return Optional.empty();
    }
    String mode = word(words, 2);
    var bits = MODE.matcher(mode);
    return Optional.of(
        new TmpfilesLine(
            words.getFirst().charAt(0),
            words.getFirst().substring(1),
            new UnixPath(path),
            bits.matches()
                ? Optional.of(new Mode(Integer.parseInt(bits.group(1), 8)))
                : Optional.empty(),
            mode.startsWith(":"),
            word(words, 3),
            word(words, 4),
            word(words, 6)));
  }

  /** The specifiers that are the same on every machine. */
  private static String expand(String path) {
    String whole =
        path.replace("%S", "/var/lib")
            .replace("%C", "/var/cache")
            .replace("%L", "/var/log")
            .replace("%t", "/run");
    return whole.length() > 1 && whole.endsWith("/")
        ? whole.substring(0, whole.length() - 1)
        : whole;
  }

  /** A dash stands for the default. */
  private static String word(List<String> words, int index) {
    return words.size() > index && !words.get(index).equals("-") ? words.get(index) : "";
  }
}
