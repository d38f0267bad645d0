package oscc.manifest;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.diag.Span;

/**
 * One entry of {@code tests}: what is done with the running machine, and what must come of it.
 *
 * @param within how long it may take; absent: as long as is usual for its kind
 */
public record TestStep(Action action, Optional<Duration> within, Span span) {

  /** What is done. */
  public sealed interface Action {
    /** Waits until the console shows something. */
    record Expect(Pattern pattern) implements Action {}

    /** Types on the console. */
    record Send(String text) implements Action {}

    /** Runs a shell script in the machine, by the agent. */
    record Run(String script, Wanted wanted) implements Action {}

    /**
     * Runs a command in the machine, by ssh from the host.
     *
     * @param key absent: the key of {@code oscc ssh}
     */
    record Ssh(String command, Wanted wanted, String user, Optional<Locator.LocalFile> key)
        implements Action {}

    /**
     * Takes a picture of the screen.
     *
     * @param file its plain name, which ends in {@code .png}
     */
    record Screenshot(String file) implements Action {}

    /** Does nothing. */
    record Wait(Duration time) implements Action {}

    /** Restarts the machine, which must get ready again. */
    record Reboot() implements Action {}

    /** Switches the machine off, and QEMU must end well. */
    record Poweroff() implements Action {}
  }

  /**
   * How a command must end.
   *
   * @param output found anywhere in what it wrote
   */
  public record Wanted(int status, Optional<Pattern> output) {}
}
