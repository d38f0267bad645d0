package oscc.verdict;

import java.time.Duration;
import java.util.List;

/**
 * How a boot went, and what shows it.
 *
 * @param at when the evidence was there
 * @param evidence lines of the console, in their order
 * @param remark what the console does not say by itself; may be empty
 */
public record Verdict(Outcome outcome, Duration at, List<ConsoleLine> evidence, String remark) {

  public Verdict {
    evidence = List.copyOf(evidence);
  }
}
