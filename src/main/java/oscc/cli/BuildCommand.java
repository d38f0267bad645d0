package oscc.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.diag.Rejected;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;

/** {@code oscc build}. */
record BuildCommand(Surroundings surroundings, Compilers compilers) implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("oscc build", "Build manifests into bundles that boot.")
        .with(CompileArguments.OPTIONS)
        .with(BuildArguments.OPTIONS)
        .with(CommonOptions.FORMAT)
        .taking(new Operand("MANIFEST", Operand.Count.SOME, "The machines to build."))
        .footer(
            "",
            "Example: oscc build manifests/hello.yaml",
            "A bundle appears whole or not at all; the one before stays until then.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    BuildArguments arguments = new BuildArguments(given);
    List<Manifest> manifests =
        given.operands().stream().map(m -> CommonOptions.manifest(m, given)).toList();
    if (manifests.size() > 1) {
      checkNames(manifests, arguments.out(), answer);
    }
    arguments.build(surroundings, compilers, manifests, answer);
    return ExitCode.DONE.status();
  }

  /** Two machines of one name would replace each other's bundle. */
  private void checkNames(List<Manifest> manifests, Path out, Answer answer) throws Exception {
    Map<String, Path> seen = new HashMap<>();
    for (Manifest manifest : manifests) {
      Optional<Machine> machine = compilers.check(manifest, answer.report());
      if (machine.isPresent()) {
        String name = machine.get().name().value();
        Path first = seen.putIfAbsent(name, manifest.file());
        if (first != null) {
          throw new UsageException(
              "%s and %s are both named `%s`, so both would be %s"
                  .formatted(first, manifest.file(), name, out.resolve(name)));
        }
      }
    }
    if (answer.report().hasErrors()) {
      throw new Rejected();
    }
    // Building reads them again and would say every warning twice.
    answer.forgetDiagnostics();
  }
}
