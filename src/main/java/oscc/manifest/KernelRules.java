package oscc.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;

/** Rules of {@code kernel} and {@code initrd}, but for the command line. */
final class KernelRules {
  private final Report report;

  KernelRules(Report report) {
    this.report = report;
  }

  void check(Fields root, Inputs inputs) {
    Fields kernel = root.section("kernel");
    Fields prebuilt = kernel.section("prebuilt");
    for (String key : List.of("image", "modules", "config")) {
      prebuilt.find(key).ifPresent(s -> inputs.checkInput(s, prebuilt, report));
    }
    kernel.items("fragments").forEach(f -> inputs.checkThere(f, Inputs.Kind.FILE, report));
    Fields busybox = root.section("initrd").section("busybox");
    busybox.find("file").ifPresent(f -> inputs.check(f, busybox, report));
    checkModules(kernel.section("modules"));
  }

  private void checkModules(Fields modules) {
    for (String list : List.of("initrd", "load")) {
      Unique unique = new Unique(report, "module");
      modules.items(list).forEach(m -> unique.claim(canonical(m.text()), m));
    }
    if (!modules.text("rootfs", "").equals("none")) {
      return;
    }
    Set<String> early = new HashSet<>();
    modules.texts("initrd").forEach(m -> early.add(canonical(m)));
    for (Site module : modules.items("load")) {
      if (early.add(canonical(module.text()))) {
        report
            .warning(
                Code.OS0224,
                module.span(),
                "the root carries no module %s to load".formatted(Quoted.of(module.text())))
            .path(module.pointer())
            .label("`rootfs: none` leaves it out")
            .help("list it in `rootfs`, or in `initrd` to have it loaded early");
      }
    }
  }

  /** The kernel takes hyphens and underscores in module names as the same. */
  private static String canonical(String module) {
    return module.replace('-', '_');
  }
}
