package oscc.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * All that the command has of the process around it.
 *
 * @param raw standard output for what is no text
 * @param terminal whether standard error is a terminal
 */
record Surroundings(
    PrintWriter out,
    OutputStream raw,
    PrintWriter err,
    InputStream in,
    Map<String, String> environment,
    boolean terminal) {

  /** Where standard output is a writer of text. */
  Surroundings(
      PrintWriter out,
      PrintWriter err,
      InputStream in,
      Map<String, String> environment,
      boolean terminal) {
    this(out, new TextBytes(out), err, in, environment, terminal);
  }

  Surroundings {
    environment = Map.copyOf(environment);
  }

  Folders folders() {
    return Folders.of(environment);
  }

  /** Whether a line that moves, and colour, are welcome. */
  boolean isLively() {
    boolean plain = isSet("NO_COLOR") || isSet("CI") || "dumb".equals(environment.get("TERM"));
    return terminal && !plain;
  }

  private boolean isSet(String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }
}
