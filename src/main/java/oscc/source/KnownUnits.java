package oscc.source;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.store.Digest;
import oscc.store.Once;
import oscc.store.Store;

/** The units that this process has read, so that each is read once for however many machines. */
public final class KnownUnits {
  private final Store store;
  private final Map<Digest, UnitRecord> units = new ConcurrentHashMap<>();
  private final Once<ModulesKey, KernelModules> modules = new Once<>();

  /** Contents of the tree lie in the blob, and equal units may lie in different ones. */
  private record ModulesKey(Digest unit, Digest contents) {}

  /** The part of a unit that is below {@code /usr/lib/modules}. */
  record KernelModules(Digest id, FileTree tree, Survey survey) {}

  public KnownUnits(Store store) {
    this.store = store;
  }

  Store store() {
    return store;
  }

  /** The unit of these inputs, if its contents are still there: a damaged blob is removed. */
  Optional<UnitRecord> find(Digest inputs) throws IOException {
    UnitRecord unit = units.get(inputs);
    if (unit == null || store.find(unit.contents().digest(), unit.contents().size()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(unit);
  }

  /** What {@link KernelParts} takes of a kernel's package. */
  KernelModules modules(UnitRecord kernel) throws IOException {
    ModulesKey key = new ModulesKey(kernel.id(), kernel.contents().digest());
    return modules.get(key, () -> KernelParts.modules(kernel));
  }

  void remember(Digest inputs, UnitRecord unit) {
    units.put(inputs, unit);
  }
}
