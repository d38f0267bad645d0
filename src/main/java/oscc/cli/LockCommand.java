package oscc.cli;

import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.diag.Progress;

/** {@code oscc lock}. */
record LockCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final Option<Boolean> UPDATE =
      Option.flag("--update", "Pin the newest versions in place of the old pins.");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "oscc lock",
            "Pin every input of manifests in the oscc.lock beside them, and build nothing.")
        .with(CompileArguments.OPTIONS)
        .with(UPDATE, CommonOptions.FORMAT)
        .taking(new Operand("MANIFEST", Operand.Count.SOME, "The manifests to pin."));
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    var pins = given.get(UPDATE) ? CompileArguments.Pins.UPDATE : CompileArguments.Pins.KEEP;
    try (ProgressLine line = new ProgressLine(surroundings.err(), System::nanoTime)) {
      Progress shown = surroundings.isLively() ? line : new Warnings(surroundings.err());
      Compilers.Job job = new CompileArguments(given).job(surroundings, shown, pins);
      for (String manifest : given.operands()) {
        compilers.lock(job, CommonOptions.manifest(manifest, given), answer.report());
        line.clear();
        answer.say("%s: locked".formatted(manifest));
      }
    }
    return ExitCode.DONE.status();
  }
}
