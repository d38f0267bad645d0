package oscc.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which modules answer to an alias. */
final class AliasTable {
  private final Map<String, Set<LoadableModule>> literal = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();

  private record Pattern(String alias, LoadableModule module) {}

  private AliasTable() {}

  static AliasTable of(Collection<LoadableModule> modules) {
    AliasTable table = new AliasTable();
    for (LoadableModule module : modules) {
      for (String alias : module.aliases()) {
        String normal = AliasName.normal(alias);
        if (Wildcard.isPattern(normal)) {
          table.patterns.add(new Pattern(normal, module));
        } else {
          table.literal.computeIfAbsent(normal, a -> new LinkedHashSet<>()).add(module);
        }
      }
    }
    return table;
  }

  /** The modules with an alias that matches {@code name}, which is normal. */
  List<LoadableModule> match(String name) {
    Set<LoadableModule> found = new LinkedHashSet<>(literal.getOrDefault(name, Set.of()));
    for (Pattern pattern : patterns) {
      if (Wildcard.matches(pattern.alias(), name)) {
        found.add(pattern.module());
      }
    }
    return List.copyOf(found);
  }
}
