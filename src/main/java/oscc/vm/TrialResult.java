package oscc.vm;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.bundle.BuildId;
import oscc.verdict.Outcome;
import oscc.verdict.Timeline;
import oscc.verdict.Verdict;

/**
 * How a trial went.
 *
 * @param memory right after it was ready
 * @param observations what the exercises saw, in their order
 * @param log the console, each line with the seconds since the start
 */
public record TrialResult(
    String machine,
    BuildId build,
    BootWay way,
    Accelerator accelerator,
    Verdict verdict,
    Timeline timeline,
    Optional<Memory> memory,
    List<Observation> observations,
    Path log) {

  public TrialResult {
    observations = List.copyOf(observations);
  }

  /** Whether the machine came up and stayed up. */
  public boolean isReady() {
    return verdict.outcome() == Outcome.READY;
  }

  /** Whether the machine came up and is as it should be. */
  public boolean passed() {
    return isReady() && observations.stream().noneMatch(Observation::isBroken);
  }
}
