package oscc.system;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of sysusers.d(5): words, or texts in double quotes. */
final class SysusersLine {
  private SysusersLine() {}

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    String rest = line.strip();
    while (!rest.isEmpty() && !rest.startsWith("#")) {
      boolean quoted = rest.startsWith("\"");
      int end = quoted ? rest.indexOf('"', 1) : firstSpace(rest);
      if (end < 0) {
        words.add(rest.substring(quoted ? 1 : 0));
        return words;
      }
      words.add(rest.substring(quoted ? 1 : 0, end));
      rest = rest.substring(quoted ? end + 1 : end).strip();
    }
    return words;
  }

  private static int firstSpace(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
