package oscc.system;

import java.util.List;

/** Words of unit files, quoted as systemd.syntax(7) and systemd.service(5) want them. */
final class UnitWord {
  private UnitWord() {}

  /** A word that reaches the program as it is; {@code %} begins a specifier in units. */
  static String quote(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : word.replace("%", "%%").toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c < ' ' ? "\\x%02x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }

  /** The words of a command line. */
  static String commandLine(List<String> words) {
    return String.join(" ", words.stream().map(UnitWord::quote).toList());
  }
}
