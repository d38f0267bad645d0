package oscc.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Things that need each other in a circle.
 *
 * @param names in the order in which one needs the next
 * @param places where it is said that each needs the next
 */
record Cycle(List<String> names, List<Site> places) {
  Cycle {
    names = List.copyOf(names);
    places = List.copyOf(places);
  }

  /** Finds each circle once. */
  static List<Cycle> find(Map<String, List<Site>> needs) {
    Walk walk = new Walk(needs);
    needs.keySet().forEach(walk::visit);
    return walk.found;
  }

  /** The circle as text: {@code a → b → a}. */
  String text() {
    return String.join(" → ", names) + " → " + names.getFirst();
  }

  /** The way from the first to the present one, and how it went on from each. */
  private static final class Walk {
    private final Map<String, List<Site>> needs;
    private final Set<String> done = new HashSet<>();
    private final List<String> way = new ArrayList<>();
    private final List<Site> steps = new ArrayList<>();
    private final List<Cycle> found = new ArrayList<>();

    Walk(Map<String, List<Site>> needs) {
      this.needs = needs;
    }

    void visit(String name) {
      if (done.contains(name)) {
        return;
      }
      way.add(name);
      for (Site next : Optional.ofNullable(needs.get(name)).orElse(List.of())) {
        steps.add(next);
        int begin = way.indexOf(next.text());
        if (begin >= 0) {
          found.add(new Cycle(way.subList(begin, way.size()), steps.subList(begin, steps.size())));
        } else {
          visit(next.text());
        }
        steps.removeLast();
      }
      way.removeLast();
      done.add(name);
    }
  }
}
