package oscc.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of the names in a line of {@code modules.dep}: depmod ranks all modules so that each
 * stands before what it needs, and readers load a line from its end.
 */
final class DependencyRanks {
  private final Map<LoadableModule, List<LoadableModule>> direct = new HashMap<>();
  private final Map<LoadableModule, Integer> ranks = new HashMap<>();

  private DependencyRanks() {}

  static DependencyRanks of(Collection<LoadableModule> modules, ModuleIndex index) {
    DependencyRanks ranks = new DependencyRanks();
    for (LoadableModule module : modules) {
      List<LoadableModule> needs =
          index.dependencies(module).stream().filter(m -> !m.equals(module)).distinct().toList();
      ranks.direct.put(module, needs);
    }
    ranks.rank(modules);
    return ranks;
  }

  private void rank(Collection<LoadableModule> modules) {
    Map<LoadableModule, Integer> users = new HashMap<>();
    direct.values().forEach(needs -> needs.forEach(m -> users.merge(m, 1, Integer::sum)));
    Deque<LoadableModule> unused = new ArrayDeque<>();
    modules.stream().filter(m -> !users.containsKey(m)).forEach(unused::push);
    while (!unused.isEmpty()) {
      LoadableModule module = unused.pop();
      ranks.put(module, ranks.size());
      for (LoadableModule needed : direct.getOrDefault(module, List.of())) {
        if (users.merge(needed, -1, Integer::sum) == 0) {
          unused.push(needed);
        }
      }
    }
  }

  /** Whether a module needs itself, over others; depmod leaves such modules out. */
  boolean inCircle(LoadableModule module) {
    return !ranks.containsKey(module);
  }

  /** All that a module needs, directly or not, in the order of a line. */
  List<LoadableModule> all(LoadableModule module) {
    Set<LoadableModule> found = new LinkedHashSet<>();
    Deque<LoadableModule> open = new ArrayDeque<>(direct.getOrDefault(module, List.of()));
    while (!open.isEmpty()) {
      LoadableModule next = open.pop();
      if (!inCircle(next) && found.add(next)) {
        open.addAll(direct.getOrDefault(next, List.of()));
      }
    }
    List<LoadableModule> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(m -> ranks.getOrDefault(m, Integer.MAX_VALUE)));
    return sorted;
  }
}
