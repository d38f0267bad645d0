package oscc.resolve;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The graph of dependencies among the packages that apt chose. */
final class Closure {
  private final Map<String, Stanza> byName = new HashMap<>();
  private final Map<String, SortedSet<String>> providers = new HashMap<>();

  Closure(Collection<Stanza> stanzas) {
    for (Stanza stanza : stanzas) {
      byName.put(stanza.packageName(), stanza);
      for (String name : stanza.provides()) {
        providers.computeIfAbsent(name, n -> new TreeSet<>()).add(stanza.packageName());
      }
    }
  }

  /** The names of what the roots need when {@code without} is not there; roots included. */
  SortedSet<String> reachable(Collection<String> roots, Set<String> without) {
    SortedSet<String> seen = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!without.contains(name) && byName.containsKey(name) && seen.add(name)) {
        for (List<String> alternatives : byName.get(name).dependencies()) {
          open.addAll(chosen(alternatives, without));
        }
      }
    }
    return seen;
  }

  /** What fills a dependency: the first alternative that is here. */
  private Collection<String> chosen(List<String> alternatives, Set<String> without) {
    for (String name : alternatives) {
      if (byName.containsKey(name) && !without.contains(name)) {
        return List.of(name);
      }
      Set<String> standIns = new TreeSet<>(providers.getOrDefault(name, new TreeSet<>()));
      standIns.removeAll(without);
      if (!byName.containsKey(name) && !standIns.isEmpty()) {
        return standIns;
      }
    }
    return List.of();
  }
}
