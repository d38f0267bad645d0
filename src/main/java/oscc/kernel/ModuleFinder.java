package oscc.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;

/** Finds a unit's modules and puts them into the order that depmod(8) gives them. */
final class ModuleFinder {
  private final Unit unit;
  private final UnixPath folder;

  ModuleFinder(Unit unit, UnixPath folder) {
    this.unit = unit;
    this.folder = folder;
  }

  /**
   * The modules; of several with one name the first wins, which is one below {@code updates/} if
   * there is any: depmod.d(5), {@code search updates built-in}.
   */
  List<LoadableModule> find() throws IOException {
    Map<UnixPath, Integer> order = order();
    List<LoadableModule> found = new ArrayList<>();
    FileTree tree = unit.tree();
    for (Survey.KernelModule facts : unit.survey().modules()) {
      if (facts.path().isWithin(folder)
          && tree.inode(facts.path()).orElse(null) instanceof Node.RegularFile file) {
        found.add(LoadableModule.of(facts, file.content()));
      }
    }
    UnixPath updates = folder.child("updates");
    found.sort(Comparator.comparing((LoadableModule m) -> !m.path().isWithin(updates)));
    Map<String, Content> winners = new HashMap<>();
    found.removeIf(m -> winners.putIfAbsent(m.name(), m.content()) != null);
    found.sort(
        Comparator.comparing((LoadableModule m) -> order.getOrDefault(m.path(), Integer.MAX_VALUE))
            .thenComparing(LoadableModule::path));
    return found;
  }

  /** The place of each path in {@code modules.order}. */
  private Map<UnixPath, Integer> order() throws IOException {
    Map<UnixPath, Integer> order = new HashMap<>();
    for (String line : BuiltIns.text(unit.tree(), folder.child("modules.order")).split("\n", -1)) {
      String path = folder + "/" + line.strip();
      if (UnixPath.isNormal(path)) {
        order.put(new UnixPath(path), order.size());
      }
    }
    return order;
  }
}
