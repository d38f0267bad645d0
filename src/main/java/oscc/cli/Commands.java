package oscc.cli;

import java.util.List;
import java.util.Optional;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;

/** All commands of {@code oscc}, and what it does without one. */
record Commands(List<Command> shown, List<Command> hidden) {
  static final Option<Boolean> VERSION = Option.flag("--version", "Print the version.");

  /** What stands before the command, and the command. */
  static final Syntax TOP =
      Syntax.of(
              "oscc",
              "A compiler for machines: one YAML manifest becomes a kernel, an initrd, a squashfs"
                  + " root,",
              "an iPXE script and a QEMU runner.")
          .with(VERSION)
          .taking(new Operand("COMMAND", Operand.Count.ANY, "One of these, with what it takes."))
          .optionsFirst();

  static final String EXIT_CODES =
      """

      Exit codes: 0 done, 1 the manifest has errors, 2 wrong usage, 3 disk, network or a tool
      failed, 4 the machine did not boot or is not what the manifest says, 70 a defect in oscc.
      """;

  static Commands of(Surroundings surroundings, Compilers compilers) {
    return new Commands(
        List.of(
            new InitCommand(),
            new CheckCommand(compilers),
            new ShowCommand(surroundings),
            new LockCommand(surroundings, compilers),
            new BuildCommand(surroundings, compilers),
            new RunCommand(surroundings, compilers),
            new SshCommand(surroundings, compilers),
            new TestCommand(surroundings, compilers),
            new ReportCommand(surroundings, compilers),
            new LsCommand(surroundings, compilers),
            new CatCommand(surroundings, compilers),
            new WhyCommand(surroundings, compilers),
            new StoreCommand(surroundings),
            new SchemaCommand(),
            new DoctorCommand(surroundings)),
        List.of(new WarmUpCommand(surroundings, compilers)));
  }

  /** The command with this name. */
  Command find(String word) throws UsageException {
    for (List<Command> commands : List.of(shown, hidden)) {
      Optional<Command> found =
          commands.stream().filter(c -> c.syntax().name().equals("oscc " + word)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new UsageException("unknown command `%s`".formatted(word));
  }

  /** The help without a command. */
  String help() {
    StringBuilder text = new StringBuilder(TOP.help()).append("Commands:\n");
    for (Command command : shown) {
      Syntax syntax = command.syntax();
      String name = syntax.name().substring("oscc ".length());
      text.append("  %-6s  %s\n".formatted(name, syntax.description().getFirst()));
    }
    return text.append(EXIT_CODES).toString();
  }
}
