package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oscc.bundle.BundleJson;
import oscc.bundle.SshAccess;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.vm.LabKey;
import oscc.vm.RunRecord;
import oscc.vm.VmProcess;

/** {@code oscc run}. */
record RunCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final Option<Boolean> NO_BUILD =
      Option.flag("--no-build", "Run the bundle that is there.");

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc run", "Start a machine in QEMU, with its console on this terminal.")
        .with(CompileArguments.OPTIONS)
        .with(BuildArguments.OPTIONS)
        .with(NO_BUILD)
        .taking(
            new Operand(
                "MACHINE",
                Operand.Count.ONE,
                "A manifest, which is built first, or a bundle's folder."),
            new Operand("ARGUMENT", Operand.Count.ANY, "After --: further arguments for QEMU."))
        .footer(
            "",
            "Example: oscc run manifests/hello.yaml -- -m 1G",
            "The bundle's own `run` does the work; on a terminal Ctrl-a x ends the machine.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    Path folder = bundle(given, answer);
    List<String> qemuArguments = given.operands().subList(1, given.operands().size());
    BundleJson bundle = BundleJson.read(folder);
    RunRecord record = RunRecord.of(surroundings.folders().state(), folder);
    record.begin();
    List<String> command = VmProcess.command(folder, qemuArguments);
    try (VmProcess vm = VmProcess.onTerminal(command, environment(bundle, record))) {
      // A signal that ends oscc must not leave QEMU behind; for a machine that has ended it is
      // idle.
      Thread end = Thread.ofPlatform().unstarted(vm::close);
      Runtime.getRuntime().addShutdownHook(end);
      record.started(vm.handle());
      int status = vm.await();
      record.ended(vm.handle());
      return exitCode(folder, status);
    }
  }

  private Path bundle(Arguments given, Answer answer) throws Exception {
    return switch (MachineArgument.of(given.operand(), given)) {
      case MachineArgument.Bundle(Path folder) -> folder;
      case MachineArgument.Described machine -> {
        if (!given.get(NO_BUILD)) {
          new BuildArguments(given)
              .build(surroundings, compilers, List.of(machine.manifest()), answer);
        }
        yield machine.bundle(compilers, given.get(CommonOptions.OUT), answer);
      }
    };
  }

  private Map<String, String> environment(BundleJson bundle, RunRecord record) throws IOException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("OSCC_PORTS", record.ports().toString());
    Optional<SshAccess> ssh = bundle.ssh();
    if (ssh.isPresent() && ssh.get().keyFromCmdline()) {
      String word = LabKey.in(surroundings.folders().state()).cmdlineWord();
      String asked = surroundings.environment().getOrDefault("OSCC_APPEND", "");
      environment.put("OSCC_APPEND", (asked + " " + word).strip());
    }
    return environment;
  }

  private static int exitCode(Path folder, int status) throws IOException {
    if (status != 0) {
      throw new IOException("%s/run ended with status %d".formatted(folder, status));
    }
    return ExitCode.DONE.status();
  }
}
