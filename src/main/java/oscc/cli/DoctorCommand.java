package oscc.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.commandline.Arguments;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.json.JsonValue;

/** {@code oscc doctor}. */
record DoctorCommand(Surroundings surroundings) implements Command {
  private static final Option<Optional<Path>> STORE =
      Option.of(
          "--store",
          "DIR",
          Optional.empty(),
          text -> Optional.of(Path.of(text)),
          "The store to look at (default: $XDG_CACHE_HOME/oscc).");

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc doctor", "Say what this host has, and what is missing for what.")
        .with(CommonOptions.FORMAT, STORE)
        .footer("", "Ends with 3 when something that building or running needs is missing.");
  }

  @Override
  public int run(Arguments given, Answer answer) {
    Path folder = given.get(STORE).orElse(surroundings.folders().cache());
    List<Finding> findings = new Examination(surroundings.environment(), folder).findings();
    List<JsonValue> items = new ArrayList<>();
    for (Finding finding : findings) {
      answer.say(finding.line());
      items.add(finding.json());
    }
    answer.add("findings", new JsonValue.Arr(items));
    boolean sound = findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.MISSING);
    return (sound ? ExitCode.DONE : ExitCode.WORLD).status();
  }
}
