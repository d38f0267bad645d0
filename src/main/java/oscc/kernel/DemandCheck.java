package oscc.kernel;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Report;

/** Compares what a fragment demands with what a kernel is. */
final class DemandCheck {
  private final Kernel kernel;
  private final Set<String> loaded;
  private final Report report;

  DemandCheck(Kernel kernel, Set<String> loaded, Report report) {
    this.kernel = kernel;
    this.loaded = loaded;
    this.report = report;
  }

  /** The three answers to a demand. */
  enum Answer {
    SATISFIED,
    VIOLATED,
    UNKNOWN
  }

  void check(List<Fragment.Setting> demands) {
    List<Fragment.Setting> unknown =
        demands.stream().filter(d -> answer(d) == Answer.UNKNOWN).toList();
    demands.stream().filter(d -> answer(d) == Answer.VIOLATED).forEach(this::reportViolated);
    if (!unknown.isEmpty()) {
      report
          .warning(
              Code.OS0515,
              unknown.getFirst().span(),
              "nothing says how kernel %s is configured, so %d settings are unverified"
                  .formatted(kernel.release(), unknown.size()))
          .help("give its configuration: `kernel.prebuilt.config`");
    }
  }

  Answer answer(Fragment.Setting demand) {
    KernelConfig.State state = kernel.config().state(demand.symbol());
    if (state == KernelConfig.State.UNKNOWN) {
      return Answer.UNKNOWN;
    }
    boolean met =
        switch (demand.value()) {
          case "n" -> state == KernelConfig.State.ABSENT;
          case "m" -> state == KernelConfig.State.MODULE || isYes(demand);
          case "y" -> isYes(demand) || (state == KernelConfig.State.MODULE && isLoaded(demand));
          default -> hasValue(demand);
        };
    return met ? Answer.SATISFIED : Answer.VIOLATED;
  }

  private boolean isYes(Fragment.Setting demand) {
    return actual(demand).equals("y");
  }

  private boolean isLoaded(Fragment.Setting demand) {
    return DriverModules.moduleOf(demand.symbol()).filter(loaded::contains).isPresent();
  }

  private boolean hasValue(Fragment.Setting demand) {
    String actual = actual(demand);
    Optional<BigInteger> wanted = number(demand.value());
    return actual.equals(demand.value()) || (wanted.isPresent() && wanted.equals(number(actual)));
  }

  private String actual(Fragment.Setting demand) {
    return kernel.config().value(demand.symbol()).orElse("n");
  }

  private static Optional<BigInteger> number(String text) {
    if (text.matches("0[xX][0-9a-fA-F]+")) {
      return Optional.of(new BigInteger(text.substring(2), 16));
    }
    return text.matches("-?[0-9]+") ? Optional.of(new BigInteger(text)) : Optional.empty();
  }

  private void reportViolated(Fragment.Setting demand) {
    String actual = kernel.config().value(demand.symbol()).map("`%s`"::formatted).orElse("nothing");
    Draft draft =
        report
            .error(
                Code.OS0514,
                demand.span(),
                "kernel %s has %s for `CONFIG_%s`, wanted `%s`"
                    .formatted(kernel.release(), actual, demand.symbol(), demand.value()))
            .label("not so in this kernel");
    if (actual.equals("`m`") && demand.value().equals("y")) {
      draft.help("if a module will do, write `CONFIG_%s=m`".formatted(demand.symbol()));
    } else if (actual.equals("nothing")) {
      draft.help("the symbol may need others that are off, or be unknown to this kernel");
    }
  }
}
