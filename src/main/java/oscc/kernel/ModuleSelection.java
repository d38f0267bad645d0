package oscc.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.manifest.KernelSpec;

/** Chooses which of a kernel's modules the root carries. */
public final class ModuleSelection {
  private static final List<String> LISTS =
      List.of("modules.builtin", "modules.builtin.modinfo", "modules.order");

  private ModuleSelection() {}

  /**
   * The modules that {@code kernel.modules.rootfs} asks for, with all that they and those of {@code
   * kernel.modules.load} need, in the order of the index.
   */
  public static List<LoadableModule> select(
      ModuleIndex index, KernelSpec.Modules modules, Report report) {
    checkNames(modules.load(), index, report);
    return switch (modules.rootfs()) {
      case KernelSpec.RootfsModules.All all -> List.copyOf(index.modules());
      case KernelSpec.RootfsModules.None none -> {
        checkNotLoaded(modules.load(), index, report);
        yield List.of();
      }
      case KernelSpec.RootfsModules.Some some -> {
        List<LoadableModule> wanted = matching(some.patterns(), index, report);
        modules.load().forEach(name -> index.find(name.value()).ifPresent(wanted::add));
        Set<LoadableModule> closure =
            new HashSet<>(index.order(wanted, LoadOrder.Softdeps.PRE_AND_POST));
        yield index.modules().stream().filter(closure::contains).toList();
      }
    };
  }

  /** Reports names that are neither modules nor built in. */
  public static void checkNames(List<Located<String>> names, ModuleIndex index, Report report) {
    for (Located<String> name : names) {
      if (index.find(name.value()).isEmpty() && !index.isBuiltIn(name.value())) {
        String message = "kernel %s has no module `%s`".formatted(index.release(), name.value());
        suggest(report.error(Code.OS0530, name.span(), message), name.value(), index);
      }
    }
  }

  private static void suggest(Draft draft, String name, ModuleIndex index) {
    index.closest(name).ifPresent(known -> draft.help("did you mean `%s`?".formatted(known)));
    if (index.modules().isEmpty()) {
      draft.help("this kernel came without modules: `kernel.prebuilt.modules` names an archive");
    }
  }

  private static void checkNotLoaded(List<Located<String>> load, ModuleIndex index, Report report) {
    for (Located<String> name : load) {
      if (index.find(name.value()).isPresent()) {
        report
            .error(
                Code.OS0532,
                name.span(),
                "module `%s` is to be loaded, but the root carries none".formatted(name.value()))
            .help("name it in `kernel.modules.rootfs`, which is `none`");
      }
    }
  }

  private static List<LoadableModule> matching(
      List<Located<String>> patterns, ModuleIndex index, Report report) {
    List<LoadableModule> wanted = new ArrayList<>();
    for (Located<String> pattern : patterns) {
      List<LoadableModule> found = index.match(pattern.value());
      if (found.isEmpty() && !index.isBuiltIn(pattern.value())) {
        String message =
            "kernel %s has no module that matches `%s`".formatted(index.release(), pattern.value());
        suggest(report.error(Code.OS0531, pattern.span(), message), pattern.value(), index);
      }
      wanted.addAll(found);
    }
    return wanted;
  }

  /** The files of the chosen modules, and the lists that a kernel build makes; nothing else. */
  public static FileTree files(Unit unit, ModuleIndex index, List<LoadableModule> chosen) {
    if (chosen.isEmpty()) {
      return unit.tree().filter(path -> false);
    }
    Set<UnixPath> wanted = new HashSet<>();
    chosen.forEach(module -> wanted.add(module.path()));
    LISTS.forEach(name -> wanted.add(index.folder().child(name)));
    return unit.tree().filter(wanted::contains);
  }
}
