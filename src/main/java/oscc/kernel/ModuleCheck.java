package oscc.kernel;

import java.io.IOException;
import java.util.List;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.Node;
import oscc.fstree.Unit;

/** Looks whether a kernel's modules are those of its image. */
final class ModuleCheck {
  private final String release;
  private final Span span;
  private final Report report;

  ModuleCheck(String release, Span span, Report report) {
    this.release = release;
    this.span = span;
    this.report = report;
  }

  /** The index of the unit's modules; that of a kernel without modules if they are not for it. */
  ModuleIndex index(Unit unit, KnownKernels known) throws IOException {
    List<String> releases = releases(unit);
    if (!releases.contains(release)) {
      reportOtherRelease(releases);
      return ModuleIndex.none(release);
    }
    if (releases.size() > 1) {
      report
          .error(
              Code.OS0506,
              span,
              "the kernel's modules are for several releases: %s".formatted(quoted(releases)))
          .help("keep only `lib/modules/%s` in the archive".formatted(release));
    }
    CheckedModules modules = known.modules(release, unit);
    reportAlien(modules.alien());
    modules
        .unmet()
        .forEach((module, names) ->
            report.warning(
                Code.OS0508,
                span,
                "the kernel's module `%s` needs %s, which is not there"
                    .formatted(module.name(), quoted(names))));
    return modules.index();
  }

  private static List<String> releases(Unit unit) {
    return unit.tree().children(ModuleIndex.FOLDER).stream()
        .filter(e -> e.node() instanceof Node.Directory)
        .map(e -> e.path().name())
        .toList();
  }

  private void reportOtherRelease(List<String> releases) {
    String message =
        releases.isEmpty()
            ? "the kernel's modules have no folder `lib/modules/RELEASE`"
            : "the kernel is `%s`, its modules are for %s".formatted(release, quoted(releases));
    report
        .error(Code.OS0505, span, message)
        .help("image and modules must come from one kernel build");
  }

  private void reportAlien(List<LoadableModule> alien) {
    if (!alien.isEmpty()) {
      LoadableModule first = alien.getFirst();
      report
          .error(
              Code.OS0507,
              span,
              "%d of the kernel's modules were built for another kernel, such as `%s` for `%s`"
                  .formatted(alien.size(), first.name(), first.facts().vermagic().strip()))
          .help("the kernel is `%s` and would not load them".formatted(release));
    }
  }

  private static String quoted(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
