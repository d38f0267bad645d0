package oscc.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.kernel.LoadableModule;
import oscc.kernel.ModuleFiles;
import oscc.kernel.ModuleIndex;
import oscc.kernel.ModuleSelection;
import oscc.source.GeneratedTrees;
import oscc.store.Digest;
import oscc.store.Once;

/**
 * The kernel's part of package layers: its modules, and the indexes made of them. It remembers what
 * it made, since the machines of one command mostly have one kernel, which has thousands of
 * modules.
 */
final class ModuleParts {
  /**
   * Raised whenever {@link ModuleFiles} makes other files of equal modules, {@link ModuleIndex}
   * reads them differently, or {@code KernelParts} takes other files of equal packages.
   */
  private static final int INDEX_VERSION = 2;

  private final GeneratedTrees generated;
  private final Once<Key, Modules> made = new Once<>();

  ModuleParts(GeneratedTrees generated) {
    this.generated = generated;
  }

  /** All that the parts are a function of; the index is one of the unit. */
  private record Key(Digest unit, String release, List<String> chosen, long epoch) {
    Digest indexInputs() {
      String all =
          "module indexes %d %d %s %s %d %s"
              .formatted(
                  INDEX_VERSION, Survey.VERSION, unit, release, epoch, String.join("\0", chosen));
      return Digest.of(all.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The chosen modules, and by what the store knows their indexes. */
  private record Modules(Unit unit, Digest indexInputs) {}

  /** The modules, then the indexes. */
  List<Unit> of(Unit unit, ModuleIndex index, List<LoadableModule> chosen, long epoch)
      throws IOException {
    List<String> paths = chosen.stream().map(module -> module.path().value()).toList();
    Key key = new Key(unit.id(), index.release(), paths, epoch);
    Modules modules =
        made.get(
            key,
            () ->
                new Modules(
                    part("kernel modules", ModuleSelection.files(unit, index, chosen)),
                    key.indexInputs()));
    FileTree indexes =
        generated.tree(modules.indexInputs(), () -> ModuleFiles.of(index, chosen, epoch));
    return List.of(modules.unit(), part("module indexes", indexes));
  }

  private static Unit part(String name, FileTree tree) {
    return new Unit(name, tree.digest(), tree, Survey.EMPTY);
  }
}
