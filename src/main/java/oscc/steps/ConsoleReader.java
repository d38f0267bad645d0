package oscc.steps;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.verdict.ConsoleLine;
import oscc.vm.Session;

/** Reads the console of a machine from match to match. */
final class ConsoleReader {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);
  private static final int TAIL = 10;

  private final Session session;
  private long place;

  ConsoleReader(Session session) {
    this.session = session;
  }

  /** What comes from now on is all that counts. */
  void skip() {
    place = session.console().total();
  }

  /** Waits until the pattern is found behind what the last one found. */
  void await(Pattern pattern, Duration within)
      throws StepFailed, IOException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    long looked = -1;
    while (true) {
      long end = session.console().total();
      if (end != looked && finds(pattern, deadline)) {
        return;
      }
      looked = end;
      session.check();
      if (System.nanoTime() >= deadline) {
        throw new StepFailed(
            "nothing like it within %d s; the console ends with\n%s"
                .formatted(within.toSeconds(), tail()));
      }
      Thread.sleep(LOOK);
    }
  }

  private boolean finds(Pattern pattern, long deadline) throws StepFailed {
    TerminalText seen = TerminalText.of(session.console().since(place));
    long left = Math.max(deadline - System.nanoTime(), LAST_LOOK.toNanos());
    Matcher matcher = PatientText.matcher(pattern, seen.text(), Duration.ofNanos(left));
    if (!PatientText.find(matcher)) {
      return false;
    }
    place = Math.max(place, session.console().start()) + seen.written(matcher.end());
    return true;
  }

  /** The last lines, for a person. */
  String tail() {
    List<ConsoleLine> lines = session.lines();
    List<String> last =
        lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
            .map(ConsoleLine::logged)
            .toList();
    return String.join("\n", last);
  }
}
