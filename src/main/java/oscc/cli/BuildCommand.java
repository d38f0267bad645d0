package oscc.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.diag.Rejected;
import oscc.diag.Report;
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
      arguments.build(surroundings, checked(manifests, arguments.out(), answer), answer);
    } else {
      arguments.build(surroundings, compilers, manifests, answer);
    }
    return ExitCode.DONE.status();
  }

  /**
   * The machines of several manifests, all of which are read before any is built. Two of one name
   * would replace each other's bundle.
   */
  private List<BuildArguments.Order> checked(List<Manifest> manifests, Path out, Answer answer)
      throws Exception {
    Map<String, Path> seen = new HashMap<>();
    List<BuildArguments.Order> orders = new ArrayList<>();
    Report all = new Report();
    for (Manifest manifest : manifests) {
      Report said = new Report();
      Optional<Machine> machine = compilers.check(manifest, said);
      all.take(said);
      if (machine.isPresent()) {
        String name = machine.get().name().value();
        Path first = seen.putIfAbsent(name, manifest.file());
        if (first != null) {
          answer.report().take(all);
          throw new UsageException(
              "%s and %s are both named `%s`, so both would be %s"
                  .formatted(first, manifest.file(), name, out.resolve(name)));
        }
        orders.add((job, folder, report) -> {
          report.take(said);
          return compilers.build(job, machine.get(), folder, report);
        });
      }
    }
    if (all.hasErrors()) {
      answer.report().take(all);
      throw new Rejected();
    }
    return orders;
  }
}
