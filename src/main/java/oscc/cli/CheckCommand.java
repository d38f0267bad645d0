package oscc.cli;

import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Syntax;

/** {@code oscc check}. */
record CheckCommand(Compilers compilers) implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of(
            "oscc check", "Say everything that is wrong with manifests, and build nothing.")
        .with(CommonOptions.FORMAT, CommonOptions.PROFILE)
        .taking(new Operand("MANIFEST", Operand.Count.SOME, "The manifests to check."));
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    for (String manifest : given.operands()) {
      if (compilers.check(CommonOptions.manifest(manifest, given), answer.report()).isPresent()) {
        answer.say("%s: ok".formatted(manifest));
      }
    }
    answer.report().stopIfFatal();
    return ExitCode.DONE.status();
  }
}
