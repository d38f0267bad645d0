package oscc.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An outcome that shows, while a little time is given for what explains or outdoes it. */
final class Finding {
  private static final int MOST_LINES = 30;

  private final Outcome outcome;
  private final Duration since;
  private final List<ConsoleLine> evidence = new ArrayList<>();

  Finding(Outcome outcome, ConsoleLine shows, List<ConsoleLine> before) {
    this.outcome = outcome;
    this.since = shows.at();
    evidence.addAll(before);
    evidence.add(shows);
  }

  Outcome outcome() {
    return outcome;
  }

  List<ConsoleLine> evidence() {
    return evidence;
  }

  /** Adds a line that came after. */
  void follow(ConsoleLine line) {
    if (outcome != Outcome.READY && evidence.size() < MOST_LINES) {
      evidence.add(line);
    }
  }

  /** Whether another outcome would outdo this one: what stops the machine wins. */
  boolean yieldsTo(Outcome other) {
    return rank(other) > rank(outcome);
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case READY -> 0;
      case OOPS -> 1;
      case KERNEL_PANIC, NO_INIT -> 2;
      case OTHER_BUILD,
          NOT_LOADED,
          ROOT_DEVICE_MISSING,
          ROOT_DRIVER_MISSING,
          ROOT_DIGEST_WRONG,
          NO_ROOT,
          SERVICE_FAILED,
          SILENCE,
          REBOOT_LOOP,
          POWERED_OFF,
          QEMU_DIED ->
          1;
    };
  }

  /** Whether nothing more is waited for. */
  boolean isSettled(Duration now) {
    return now.minus(since).compareTo(patience()) >= 0;
  }

  /** An oops that kills its program may be followed by a panic, and takes time to print. */
  private Duration patience() {
    return switch (outcome) {
      case OOPS -> Duration.ofSeconds(3);
      case READY -> Duration.ofMillis(500);
      default -> Duration.ofSeconds(1);
    };
  }

  Verdict verdict() {
    return new Verdict(outcome, since, evidence, "");
  }
}
