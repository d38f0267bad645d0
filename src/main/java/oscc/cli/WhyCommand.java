package oscc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Syntax;
import oscc.diag.Progress;
import oscc.fstree.UnixPath;
import oscc.image.Origins;
import oscc.json.JsonValue;
import oscc.manifest.Manifest;

/** {@code oscc why}. */
record WhyCommand(Surroundings surroundings, Compilers compilers) implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("oscc why", "Say which package or which line of a manifest put a file there.")
        .with(CompileArguments.OPTIONS)
        .with(CommonOptions.FORMAT)
        .taking(
            new Operand("MANIFEST", Operand.Count.ONE, "The machine."),
            new Operand("PATH", Operand.Count.ONE, "A path in the running machine."))
        .footer(
            "",
            "Example: oscc why manifests/hello.yaml /bin/sh",
            "Found by joining the packages once more; with a lock and a store that have them, no"
                + " network",
            "is needed.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    UnixPath path = InspectArguments.path(given.operands().get(1));
    Manifest manifest = CommonOptions.manifest(given.operand(), given);
    Origins.Told told = told(given, manifest, answer);
    // What is wrong with the machine is for `oscc build` to say.
    answer.forgetDiagnostics();
    List<WhyText> answers = new ArrayList<>();
    told.root().linksOn(path).forEach(link -> answers.add(new WhyText(told, link)));
    UnixPath end = told.root().resolve(path).orElse(path);
    WhyText last = new WhyText(told, end);
    if (told.root().find(end).isPresent() || last.isKnown()) {
      answers.add(last);
    }
    if (answers.isEmpty()) {
      throw new IOException(
          "nothing brings %s to the machine of %s".formatted(path, manifest.file()));
    }
    answers.forEach(a -> a.lines().forEach(answer::say));
    answer.add("paths", new JsonValue.Arr(answers.stream().map(WhyText::json).toList()));
    return ExitCode.DONE.status();
  }

  private Origins.Told told(Arguments given, Manifest manifest, Answer answer) throws Exception {
    try (ProgressLine line = new ProgressLine(surroundings.err(), System::nanoTime)) {
      Progress shown = surroundings.isLively() ? line : new Warnings(surroundings.err());
      Compilers.Job job =
          new CompileArguments(given).job(surroundings, shown, CompileArguments.Pins.KEEP);
      Origins.Told told = compilers.origins(job, manifest, answer.report());
      line.clear();
      return told;
    }
  }
}
