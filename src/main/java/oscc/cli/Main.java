package oscc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import oscc.commandline.Arguments;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.manifest.OsccVersion;

/** The command {@code oscc}. */
public final class Main {
  private final Surroundings surroundings;
  private final Compilers compilers;

  /** A command that lives in these surroundings; standard error is no terminal. */
  public Main(PrintWriter out, PrintWriter err, InputStream in, Map<String, String> environment) {
    this(new Surroundings(out, err, in, environment, false), new RealCompilers());
  }

  Main(Surroundings surroundings, Compilers compilers) {
    this.surroundings = surroundings;
    this.compilers = compilers;
  }

  /** The process. */
  public static void main(String[] args) {
    // Numbers are written in ASCII digits whatever the host's language, and without asking for it.
    Locale.setDefault(Locale.US);
    OutputStream raw = new FileOutputStream(FileDescriptor.out);
    PrintWriter out = writer(raw);
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    // The launcher asks the shell whether standard error is a terminal; Java cannot say.
    boolean terminal = "1".equals(System.getenv("OSCC_TERMINAL"));
    var surroundings = new Surroundings(out, raw, err, System.in, System.getenv(), terminal);
    int status = new Main(surroundings, new RealCompilers()).run(args);
    out.flush();
    err.flush();
    // System.exit asks every jar for a logger first, 5 ms that a process whose threads have all
    // ended does not need: none of ours may outlive the command that started it.
    if (status != ExitCode.DONE.status()) {
      System.exit(status);
    }
  }

  private static PrintWriter writer(OutputStream bytes) {
    return new PrintWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  }

  /** Does what the arguments say and returns the exit status. */
  public int run(String... args) {
    List<String> words = Arrays.asList(args);
    Commands commands = Commands.of(surroundings, compilers);
    try {
      Arguments top = Commands.TOP.read(words);
      List<String> command = top.operands();
      return command.isEmpty() || top.get(Syntax.HELP) || top.get(Commands.VERSION)
          ? runAlone(commands, top)
          : run(commands.find(top.operand()), command.subList(1, command.size()));
    } catch (UsageException e) {
      return misused(e, "oscc", words);
    }
  }

  /** What oscc does without a command. */
  private int runAlone(Commands commands, Arguments top) {
    if (top.get(Commands.VERSION)) {
      surroundings.out().println("oscc " + OsccVersion.TEXT);
      return ExitCode.DONE.status();
    }
    boolean asked = top.get(Syntax.HELP);
    (asked ? surroundings.out() : surroundings.err()).print(commands.help());
    return (asked ? ExitCode.DONE : ExitCode.USAGE).status();
  }

  private int run(Command command, List<String> words) {
    Syntax syntax = command.syntax();
    Arguments given;
    try {
      given = syntax.read(words);
    } catch (UsageException e) {
      return misused(e, syntax.name(), words);
    }
    if (given.get(Syntax.HELP)) {
      surroundings.out().print(syntax.help());
      return ExitCode.DONE.status();
    }
    return run(command, given);
  }

  private int run(Command command, Arguments given) {
    Answer answer = new Answer(surroundings, given.get(CommonOptions.FORMAT));
    Failure failure;
    try {
      int status = command.run(given, answer);
      answer.finish(status, Optional.empty());
      return status;
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      failure = Failure.of(e);
    }
    answer.finish(failure.code().status(), failure.message());
    return failure.code().status();
  }

  private int misused(UsageException e, String command, List<String> words) {
    String message = "%s; `%s --help` lists what there is".formatted(e.getMessage(), command);
    new Answer(surroundings, formatOf(words)).finish(ExitCode.USAGE.status(), Optional.of(message));
    return ExitCode.USAGE.status();
  }

  /** The form that was asked for in a command line that could not be understood. */
  private static Answer.Format formatOf(List<String> args) {
    int option = args.indexOf("--format");
    boolean apart = option >= 0 && args.subList(option, args.size()).indexOf("json") == 1;
    boolean json = apart || args.contains("--format=json");
    return json ? Answer.Format.JSON : Answer.Format.TEXT;
  }
}
