package oscc.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Report;
import oscc.manifest.Machine;

/** Proves that a kernel has what the features of a manifest need. */
public final class KernelRequirements {
  private final Machine machine;
  private final NeedAnswers kernel;
  private final Report report;
  private final Set<String> unknown = new LinkedHashSet<>();

  private KernelRequirements(Machine machine, NeedAnswers kernel, Report report) {
    this.machine = machine;
    this.kernel = kernel;
    this.report = report;
  }

  /**
   * Reports what the kernel lacks.
   *
   * @param kernel has answers to all that the machine needs
   * @param extra needs beyond those that follow from the manifest itself
   */
  public static void check(
      Machine machine, NeedAnswers kernel, List<KernelNeed> extra, Report report) {
    List<KernelNeed> needs = new ArrayList<>(KernelNeeds.of(machine));
    needs.addAll(extra);
    KernelRequirements requirements = new KernelRequirements(machine, kernel, report);
    needs.forEach(requirements::check);
    requirements.reportUnknown();
  }

  private void check(KernelNeed need) {
    switch (kernel.to(need)) {
      case MET -> {}
      case MODULE ->
          report(
                  Code.OS0521,
                  need,
                  "`CONFIG_%s` is a module in kernel %s".formatted(need.symbol(), kernel.release()))
              .help("it must be built in: `y`");
      case NO_FILE -> reportNoFile(need);
      case NOT_CARRIED ->
          report(
                  Code.OS0522,
                  need,
                  "kernel %s has `CONFIG_%s` as a module, which the root does not carry"
                      .formatted(kernel.release(), need.symbol()))
              .help("name the module in `kernel.modules.rootfs`");
      case ABSENT -> reportMissing(need);
      case UNKNOWN -> {
        if (need.form() != KernelNeed.Form.FOR_QEMU) {
          unknown.add(need.symbol());
        }
      }
    }
  }

  private void reportNoFile(KernelNeed need) {
    String module = DriverModules.moduleOf(need.symbol()).orElseThrow();
    report(
            Code.OS0522,
            need,
            "kernel %s has `%s` as a module that is not there".formatted(kernel.release(), module))
        .help("the kernel's modules come from its package or from `kernel.prebuilt.modules`");
  }

  private void reportMissing(KernelNeed need) {
    Code code = need.form() == KernelNeed.Form.FOR_QEMU ? Code.OS0523 : Code.OS0520;
    report(code, need, "kernel %s lacks `CONFIG_%s`".formatted(kernel.release(), need.symbol()));
  }

  private Draft report(Code code, KernelNeed need, String message) {
    Draft draft =
        need.form() == KernelNeed.Form.FOR_QEMU
            ? report.warning(Code.OS0523, need.span(), message)
            : report.error(code, need.span(), message);
    return draft.label("needed by `%s`".formatted(need.by().replace("`", "")));
  }

  private void reportUnknown() {
    if (!unknown.isEmpty()) {
      report
          .warning(
              Code.OS0524,
              machine.kernel().span(),
              "nothing says how kernel %s is configured".formatted(kernel.release()))
          .help(
              "unverified: "
                  + unknown.stream().map("CONFIG_%s"::formatted).collect(Collectors.joining(", ")))
          .help("give its configuration: `kernel.prebuilt.config`");
    }
  }
}
