package oscc.cli;

import java.nio.file.Path;
import java.util.List;
import oscc.Compiler;
import oscc.commandline.Arguments;
import oscc.commandline.Option;
import oscc.diag.Progress;
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

  /** Builds the manifests in their order. */
  void build(
      Surroundings surroundings, Compilers compilers, List<Manifest> manifests, Answer answer)
      throws Exception {
    ProgressLine line = new ProgressLine(surroundings.err(), System::nanoTime);
    Progress shown = surroundings.isLively() ? line : new Warnings(surroundings.err());
    Timings times = new Timings(shown, System::nanoTime);
    Compilers.Job job =
        new CompileArguments(given).job(surroundings, times, CompileArguments.Pins.KEEP);
    try (line) {
      for (Manifest manifest : manifests) {
        Compiler.Built built = compilers.build(job, manifest, out(), answer.report());
        line.clear();
        answer.built(built);
        if (manifests.size() == 1) {
          answer.files(built);
        }
      }
    }
    if (given.get(TIMINGS)) {
      times.print(surroundings.err());
    }
  }
}
