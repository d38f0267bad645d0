package oscc.resolve;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import oscc.diag.EditDistance;

/** Finds the name that a mistyped one was meant to be. */
final class Similar {
  private Similar() {}

  /** The nearest name, if it is near enough to be worth a question. */
  static Optional<String> nearest(String name, List<String> names) {
    int limit = Math.max(1, name.length() / 4);
    return names.stream()
        .filter(n -> !n.equals(name))
        .map(n -> new Near(n, EditDistance.between(name, n, limit)))
        .filter(n -> n.distance() <= limit)
        .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .map(Near::name);
  }

  private record Near(String name, int distance) {}
}
