package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import oscc.bundle.BundleJson;
import oscc.bundle.SshAccess;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.vm.LabKey;
import oscc.vm.RunRecord;
import oscc.vm.SshLogin;

/** {@code oscc ssh}. */
record SshCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final Option<String> USER =
      Option.of("--user", "USER", "root", text -> text, "Who to log in as (default: root).")
          .or("-l");
  private static final Option<Integer> WAIT =
      Option.number(
          "--wait", "SECONDS", 60, "How long to wait for the machine's server (default: 60).");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "oscc ssh", "Log in to a machine that `oscc run` has started, or run a command there.")
        .with(CommonOptions.OUT, CommonOptions.PROFILE, USER, WAIT)
        .taking(
            new Operand("MACHINE", Operand.Count.ONE, "A manifest or a bundle's folder."),
            new Operand(
                "COMMAND", Operand.Count.ANY, "The command and its arguments; none means a shell."))
        .optionsFirst()
        .footer(
            "",
            "Options stand before MACHINE; all behind it belongs to the command.",
            "Example: oscc ssh manifests/hello.yaml uname -a",
            "Returns the remote status. The host key is pinned at the first contact of each run.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    SshLogin login = login(bundle(given, answer), given);
    login.awaitServer(Duration.ofSeconds(given.get(WAIT)));
    List<String> command = given.operands().subList(1, given.operands().size());
    return new ProcessBuilder(login.argv(command)).inheritIO().start().waitFor();
  }

  private Path bundle(Arguments given, Answer answer) throws Exception {
    return switch (MachineArgument.of(given.operand(), given)) {
      case MachineArgument.Bundle(Path folder) -> folder;
      case MachineArgument.Described machine ->
          machine.bundle(compilers, given.get(CommonOptions.OUT), answer);
    };
  }

  private SshLogin login(Path folder, Arguments given) throws IOException {
    BundleJson bundle = BundleJson.read(folder);
    SshAccess ssh =
        bundle.ssh().orElseThrow(() -> new IOException(bundle.name() + " has no ssh server"));
    Path state = surroundings.folders().state();
    RunRecord record = RunRecord.of(state, folder);
    if (!record.isRunning()) {
      throw new IOException(
          "%s is not running; start it with `oscc run %s`"
              .formatted(bundle.name(), given.operand()));
    }
    OptionalInt port = record.hostPort(ssh.port());
    if (port.isEmpty()) {
      throw new IOException(
          "no port of this host leads to port %d of %s; add one to `vm.forward`, such as 2222:%d"
              .formatted(ssh.port(), bundle.name(), ssh.port()));
    }
    Optional<LabKey> key = ssh.keyFromCmdline() ? Optional.of(LabKey.in(state)) : Optional.empty();
    return new SshLogin(bundle.name(), given.get(USER), port.getAsInt(), record.knownHosts(), key);
  }
}
