package oscc.image;

import java.io.IOException;
import java.util.List;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.kernel.LoadableModule;
import oscc.kernel.ModuleFiles;
import oscc.kernel.ModuleIndex;
import oscc.kernel.ModuleSelection;
import oscc.store.Digest;
import oscc.store.Once;

/**
 * The kernel's part of package layers: its modules, and the indexes made of them. It remembers what
 * it made, since the machines of one command mostly have one kernel, which has thousands of
 * modules.
 */
final class ModuleParts {
  private final Once<Key, List<Unit>> made = new Once<>();

  /** All that the parts are a function of; the index is one of the unit. */
  private record Key(Digest unit, String release, List<String> chosen, long epoch) {}

  /** The modules, then the indexes. */
  List<Unit> of(Unit unit, ModuleIndex index, List<LoadableModule> chosen, long epoch)
      throws IOException {
    List<String> paths = chosen.stream().map(module -> module.path().value()).toList();
    Key key = new Key(unit.id(), index.release(), paths, epoch);
    return made.get(
        key,
        () ->
            List.of(
                part("kernel modules", ModuleSelection.files(unit, index, chosen)),
                part("module indexes", ModuleFiles.of(index, chosen, epoch))));
  }

  private static Unit part(String name, FileTree tree) {
    return new Unit(name, tree.digest(), tree, Survey.EMPTY);
  }
}
