package oscc.kernel;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.KernelSpec;

/** Says which firmware the modules that the manifest names may ask for in vain. */
public final class MissingFirmware {
  private static final UnixPath FOLDER = new UnixPath("/usr/lib/firmware");

  /** What the kernel looks for beside the name itself: {@code FW_LOADER_COMPRESS}. */
  private static final List<String> ENDINGS = List.of("", ".xz", ".zst");

  private final ModuleIndex index;
  private final FileTree packages;
  private final Report report;
  private final Set<LoadableModule> told = new HashSet<>();

  private MissingFirmware(ModuleIndex index, FileTree packages, Report report) {
    this.index = index;
    this.packages = packages;
    this.report = report;
  }

  /**
   * Warns about each module that the manifest names, and about what it needs. Of what a pattern
   * matched only a count is told; {@code rootfs: all} says nothing about the machine's hardware.
   */
  public static void check(
      ModuleIndex index, KernelSpec.Modules modules, FileTree packages, Report report) {
    MissingFirmware missing = new MissingFirmware(index, packages, report);
    modules.initrd().forEach(missing::checkNamed);
    modules.load().forEach(missing::checkNamed);
    if (modules.rootfs() instanceof KernelSpec.RootfsModules.Some some) {
      some.patterns().stream().filter(p -> !isPattern(p)).forEach(missing::checkNamed);
      some.patterns().stream().filter(MissingFirmware::isPattern).forEach(missing::countMatched);
    }
  }

  private static boolean isPattern(Located<String> name) {
    return Wildcard.isPattern(name.value());
  }

  private void checkNamed(Located<String> name) {
    for (LoadableModule module : index.closure(List.of(name.value()))) {
      List<String> missing = missing(module);
      if (told.add(module) && !missing.isEmpty()) {
        String more = missing.size() == 1 ? "" : " and %d more".formatted(missing.size() - 1);
        report
            .warning(
                Code.OS0533,
                name.span(),
                "no package brings the firmware `%s`%s, which module `%s` may ask for"
                    .formatted(missing.getFirst(), more, module.name()))
            .help("in Debian, firmware comes in packages such as `firmware-linux-free`");
      }
    }
  }

  private void countMatched(Located<String> pattern) {
    Set<String> missing = new LinkedHashSet<>();
    for (LoadableModule module : index.match(pattern.value())) {
      if (told.add(module)) {
        missing.addAll(missing(module));
      }
    }
    if (!missing.isEmpty()) {
      report.note(
          Code.OS0533,
          pattern.span(),
          "no package brings %d firmware files that modules matching `%s` may ask for"
              .formatted(missing.size(), pattern.value()));
    }
  }

  private List<String> missing(LoadableModule module) {
    return module.firmware().stream().filter(name -> !isThere(name)).distinct().toList();
  }

  private boolean isThere(String name) {
    if (Wildcard.isPattern(name)) {
      String pattern = FOLDER + "/" + name;
      return packages.below(FOLDER).stream()
          .anyMatch(e -> Wildcard.matches(pattern, e.path().value()));
    }
    // The kernel looks into these folders in this order; drivers/base/firmware_loader/main.c.
    for (String folder :
        List.of("/updates/" + index.release(), "/updates", "/" + index.release(), "")) {
      for (String ending : ENDINGS) {
        String path = FOLDER + folder + "/" + name + ending;
        if (UnixPath.isNormal(path)
            && packages
                .open(new UnixPath(path))
                .filter(Node.RegularFile.class::isInstance)
                .isPresent()) {
          return true;
        }
      }
    }
    return false;
  }
}
