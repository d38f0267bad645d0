package oscc.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import oscc.diag.EditDistance;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;

/**
 * The modules of one kernel release: those in files and those built in. Names may be written with
 * {@code -} or {@code _}.
 */
public final class ModuleIndex {
  private final String release;
  private final Map<String, LoadableModule> modules;
  private final BuiltIns builtIns;
  private final AliasTable aliases;

  private ModuleIndex(String release, Map<String, LoadableModule> modules, BuiltIns builtIns) {
    this.release = release;
    this.modules = Collections.unmodifiableMap(modules);
    this.builtIns = builtIns;
    this.aliases = AliasTable.of(modules.values());
  }

  /** Where the modules of all releases lie. */
  static final UnixPath FOLDER = new UnixPath("/usr/lib/modules");

  /** The index of a kernel that came without modules. */
  public static ModuleIndex none(String release) {
    return new ModuleIndex(release, Map.of(), BuiltIns.UNKNOWN);
  }

  /** The index of what a unit holds in {@code /usr/lib/modules/RELEASE}. */
  public static ModuleIndex of(String release, Unit unit) throws IOException {
    UnixPath folder = FOLDER.child(release);
    List<LoadableModule> found = new ModuleFinder(unit, folder).find();
    Map<String, LoadableModule> byName = new LinkedHashMap<>();
    found.forEach(m -> byName.putIfAbsent(m.name(), m));
    return new ModuleIndex(release, byName, BuiltIns.read(unit.tree(), folder));
  }

  /** This index with only some of its modules. */
  ModuleIndex only(Collection<LoadableModule> kept) {
    Map<String, LoadableModule> byName = new LinkedHashMap<>(modules);
    byName.values().retainAll(Set.copyOf(kept));
    return new ModuleIndex(release, byName, builtIns);
  }

  /** The release that the modules are for. */
  public String release() {
    return release;
  }

  /** {@code /usr/lib/modules/RELEASE}. */
  public UnixPath folder() {
    return FOLDER.child(release);
  }

  /** All modules in files, in the order of {@code modules.order}, the others after them. */
  public Collection<LoadableModule> modules() {
    return modules.values();
  }

  BuiltIns builtIns() {
    return builtIns;
  }

  /** The module with this name. */
  public Optional<LoadableModule> find(String name) {
    return Optional.ofNullable(modules.get(name.replace('-', '_')));
  }

  /** Whether the kernel has the module with this name in itself. */
  public boolean isBuiltIn(String name) {
    return builtIns.names().contains(name.replace('-', '_'));
  }

  /** The modules in files whose name, or path below the release's folder, matches a pattern. */
  public List<LoadableModule> match(String pattern) {
    if (pattern.indexOf('/') >= 0) {
      return filter(m -> Wildcard.matches(pattern, relativePath(m)));
    }
    String normal = AliasName.normal(pattern);
    return filter(m -> Wildcard.matches(normal, m.name()));
  }

  private List<LoadableModule> filter(Predicate<LoadableModule> wanted) {
    return modules.values().stream().filter(wanted).toList();
  }

  /** The path of a module below the release's folder, as index files write it. */
  String relativePath(LoadableModule module) {
    return module.path().value().substring(folder().value().length() + 1);
  }

  /**
   * These modules and all that they need, in the order to load them: what a module depends on
   * before it, and its soft dependencies before or after it. Names that are built in or unknown are
   * passed over.
   */
  public List<LoadableModule> closure(Collection<String> names) {
    return plan(names).order();
  }

  /** As {@link #closure}, and says which names are built in and which are unknown. */
  public LoadPlan plan(Collection<String> names) {
    List<LoadableModule> wanted = new ArrayList<>();
    List<String> builtIn = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      Optional<LoadableModule> module = find(name);
      if (module.isPresent()) {
        wanted.add(module.get());
      } else {
        (isBuiltIn(name) ? builtIn : missing).add(name);
      }
    }
    return new LoadPlan(order(wanted, LoadOrder.Softdeps.PRE_AND_POST), builtIn, missing);
  }

  List<LoadableModule> order(Collection<LoadableModule> wanted, LoadOrder.Softdeps softdeps) {
    return LoadOrder.of(this, wanted, softdeps);
  }

  /** The modules in files that a module depends on directly. */
  List<LoadableModule> dependencies(LoadableModule module) {
    return module.facts().depends().stream().flatMap(name -> find(name).stream()).toList();
  }

  /** Names that a module depends on and that are nowhere. */
  List<String> unmet(LoadableModule module) {
    return module.facts().depends().stream()
        .filter(name -> find(name).isEmpty() && !isBuiltIn(name))
        .toList();
  }

  /** What a soft dependency, a name or an alias, stands for; nothing if that is built in. */
  List<LoadableModule> providers(String nameOrAlias) {
    String name = AliasName.normal(nameOrAlias);
    Optional<LoadableModule> module = find(name);
    if (module.isPresent()) {
      return List.of(module.get());
    }
    if (builtIns.provides(name)) {
      return List.of();
    }
    return withoutSpecialHardware(aliases.match(name));
  }

  /**
   * Several modules often implement one algorithm: a portable one below {@code crypto/} or {@code
   * lib/}, and others that only some processors can load. A load that fails stops busybox modprobe,
   * so the others are taken only where there is no portable one.
   */
  private List<LoadableModule> withoutSpecialHardware(List<LoadableModule> found) {
    List<LoadableModule> portable =
        found.stream()
            .filter(m -> !relativePath(m).startsWith("kernel/arch/"))
            .filter(m -> !relativePath(m).startsWith("kernel/drivers/"))
            .toList();
    return portable.isEmpty() ? found : portable;
  }

  /** The known name that is most like an unknown one, if any is like it at all. */
  public Optional<String> closest(String name) {
    String wanted = name.replace('-', '_');
    int limit = Math.max(1, wanted.length() / 3);
    Map<String, Integer> distances = new HashMap<>();
    modules.keySet().forEach(n -> distances.put(n, EditDistance.between(wanted, n, limit)));
    builtIns.names().forEach(n -> distances.put(n, EditDistance.between(wanted, n, limit)));
    return distances.entrySet().stream()
        .filter(e -> e.getValue() <= limit)
        .min(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Comparator.comparing(Map.Entry::getKey)))
        .map(Map.Entry::getKey);
  }
}
