package oscc.source;

import java.util.regex.Pattern;

/**
 * A pattern over paths without a leading slash: {@code *} and {@code ?} stay inside a folder,
 * {@code **} crosses folders, {@code [ab]} is one of some characters, a backslash quotes. What
 * matches a folder matches all that lies in it.
 */
final class Glob {
  private static final String REGEX_SPECIAL = "\\.[]{}()+-^$|&*?";

  private final Pattern pattern;

  Glob(String glob) {
    pattern = Pattern.compile("(?:" + regex(glob) + ")(?:/.*)?", Pattern.DOTALL);
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      at = append(glob, at, regex);
    }
    return regex.toString();
  }

  private static int append(String glob, int at, StringBuilder regex) {
    char c = glob.charAt(at);
    if (glob.startsWith("**/", at)) {
      regex.append("(?:.*/)?");
      return at + 3;
    }
    if (glob.startsWith("**", at)) {
      regex.append(".*");
      return at + 2;
    }
    int close = c == '[' ? glob.indexOf(']', at + 2) : -1;
    if (close > 0) {
      regex.append(characters(glob.substring(at + 1, close)));
      return close + 1;
    }
    if (c == '\\' && at + 1 < glob.length()) {
      literal(glob.charAt(at + 1), regex);
      return at + 2;
    }
    switch (c) {
      case '*' -> regex.append("[^/]*");
      case '?' -> regex.append("[^/]");
      default -> literal(c, regex);
    }
    return at + 1;
  }

  private static void literal(char c, StringBuilder regex) {
    regex.append(REGEX_SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
  }

  private static String characters(String inside) {
    boolean negated = inside.startsWith("!") || inside.startsWith("^");
    String rest = (negated ? inside.substring(1) : inside).replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
    return negated ? "[^/%s]".formatted(rest) : "[%s&&[^/]]".formatted(rest);
  }
}
