package oscc.manifest;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oscc.diag.EditDistance;

/** Guesses which word was meant: the nearest by edits, counting a swap of neighbours as one. */
final class Suggestion {
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** The known word nearest to what was written, if it is near enough to be a slip. */
  static Optional<String> of(String written, List<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String word = written.toLowerCase(Locale.ROOT).replace('-', '_');
    return known.stream()
        .filter(k -> isNear(word, k))
        .min(Comparator.comparingInt(k -> EditDistance.between(word, k, LONGEST)));
  }

  private static boolean isNear(String word, String known) {
    int shorter = Math.min(word.length(), known.length());
    int limit = Math.max(1, shorter / 3);
    return shorter > 1 && EditDistance.between(word, known, limit) <= limit;
  }
}
