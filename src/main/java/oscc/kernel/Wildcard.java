package oscc.kernel;

/**
 * Matches names against patterns with {@code *}, {@code ?} and {@code [a-z]}, as fnmatch(3) without
 * flags does: {@code *} matches slashes too.
 */
final class Wildcard {
  private Wildcard() {}

  /** Whether there is anything in it but literal text. */
  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /** Whether the whole of {@code text} matches. Takes at most their lengths' product of steps. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      int next = p < pattern.length() ? matchOne(pattern, p, text.charAt(t)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (next >= 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on if its item at {@code p} matches {@code c}, else -1. */
  private static int matchOne(String pattern, int p, char c) {
    char item = pattern.charAt(p);
    if (item == '[') {
      int end = pattern.indexOf(']', p + 2);
      if (end >= 0) {
        return inBracket(pattern.substring(p + 1, end), c) ? end + 1 : -1;
      }
    }
    return item == '?' || item == c ? p + 1 : -1;
  }

  private static boolean inBracket(String body, char c) {
    boolean negated = body.startsWith("!") || body.startsWith("^");
    boolean found = false;
    for (int i = negated ? 1 : 0; i < body.length(); i++) {
      char low = body.charAt(i);
      char high = low;
      if (i + 2 < body.length() && body.charAt(i + 1) == '-') {
        high = body.charAt(i + 2);
        i += 2;
      }
      found |= low <= c && c <= high;
    }
    return found != negated;
  }
}
