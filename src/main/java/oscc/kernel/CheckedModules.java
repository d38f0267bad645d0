package oscc.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The modules of a kernel, and what is wrong with them whoever asks.
 *
 * @param alien modules that were built for another kernel
 * @param unmet names that are nowhere, by the module that depends on them, in the order of the
 *     index
 */
record CheckedModules(
    ModuleIndex index, List<LoadableModule> alien, Map<LoadableModule, List<String>> unmet) {

  CheckedModules {
    alien = List.copyOf(alien);
    unmet = Collections.unmodifiableMap(new LinkedHashMap<>(unmet));
  }

  static CheckedModules of(ModuleIndex index) {
    List<LoadableModule> alien =
        index.modules().stream()
            .filter(m -> !m.facts().vermagic().split(" ", 2)[0].equals(index.release()))
            .toList();
    Map<LoadableModule, List<String>> unmet = new LinkedHashMap<>();
    if (index.builtIns().known()) {
      for (LoadableModule module : index.modules()) {
        List<String> names = index.unmet(module);
        if (!names.isEmpty()) {
          unmet.put(module, names);
        }
      }
    }
    return new CheckedModules(index, alien, unmet);
  }
}
