package oscc.bundle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line that a machine writes to its console when everything it declares is up. */
public record ReadyLine(String name, BuildId build) {
  // A getty or the kernel may share the line, so it is looked for anywhere in it.
  private static final Pattern SHAPE =
      Pattern.compile("oscc: (\\S{1,64}) is up \\(build ([0-9a-f]{16})\\)");

  /** The line, without its end. */
  public String text() {
    return "oscc: %s is up (build %s)".formatted(name, build);
  }

  /** What a machine writes instead when one of its services does not come up. */
  public String failure(String service) {
    return "oscc: %s failed: %s".formatted(name, service);
  }

  /** The ready line in a line of console output, with whatever stands around it. */
  public static Optional<ReadyLine> find(String consoleLine) {
    Matcher matcher = SHAPE.matcher(consoleLine);
    return matcher.find()
        ? Optional.of(new ReadyLine(matcher.group(1), new BuildId(matcher.group(2))))
        : Optional.empty();
  }
}
