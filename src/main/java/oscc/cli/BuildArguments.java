package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import oscc.Compiler;
import oscc.commandline.Arguments;
import oscc.commandline.Option;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.manifest.Manifest;

/**
 * How a command that builds was told to go about it, and building itself.
 *
 * @param given has what it says for {@link #OPTIONS}
 */
record BuildArguments(Arguments given) {
  private static final Option<Boolean> TIMINGS =
      Option.flag("--timings", "Say on standard error what took how long, and what was done.");

  /** The options of commands that build, without those of {@link CompileArguments}. */
  static final List<Option<?>> OPTIONS = List.of(CommonOptions.OUT, TIMINGS);

  Path out() {
    return given.get(CommonOptions.OUT);
  }

  /** A machine that is to be built. */
  @FunctionalInterface
  interface Order {
    /** Builds it; {@code report} has this machine's diagnostics alone. */
    Compiler.Built build(Compilers.Job job, Path out, Report report) throws IOException, Rejected;
  }

  /** Builds the manifests in their order. */
  void build(
      Surroundings surroundings, Compilers compilers, List<Manifest> manifests, Answer answer)
      throws Exception {
    List<Order> orders = new ArrayList<>();
    manifests.forEach(m -> orders.add((job, out, report) -> compilers.build(job, m, out, report)));
    build(surroundings, orders, answer);
  }

  /** Builds machines in their order. */
  void build(Surroundings surroundings, List<Order> orders, Answer answer) throws Exception {
    ProgressLine line = new ProgressLine(surroundings.err(), System::nanoTime);
    Progress shown = surroundings.isLively() ? line : new Warnings(surroundings.err());
    Timings times = new Timings(shown, System::nanoTime);
    Compilers.Job job =
        new CompileArguments(given)
            .job(surroundings, StageLeavings.ofThisProcess(times), CompileArguments.Pins.KEEP);
    try (line) {
      for (Order order : orders) {
        // One for each machine, since every stage looks through the report that it has.
        Report report = new Report();
        Compiler.Built built;
        try {
          built = order.build(job, out(), report);
        } finally {
          answer.report().take(report);
        }
        line.clear();
        answer.built(built);
        if (orders.size() == 1) {
          answer.files(built);
        }
      }
    }
    if (given.get(TIMINGS)) {
      times.print(surroundings.err());
    }
  }
}
