package oscc.vm;

import java.nio.file.Path;
import oscc.bundle.BuildId;
import oscc.verdict.Outcome;
import oscc.verdict.Timeline;
import oscc.verdict.Verdict;

/**
 * How a trial went.
 *
 * @param log the console, each line with the seconds since the start
 */
public record TrialResult(
    String machine,
    BuildId build,
    BootWay way,
    Accelerator accelerator,
    Verdict verdict,
    Timeline timeline,
    Path log) {

  /** Whether the machine came up. */
  public boolean passed() {
    return verdict.outcome() == Outcome.READY;
  }
}
