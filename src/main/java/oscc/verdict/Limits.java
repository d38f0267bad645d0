package oscc.verdict;

import java.time.Duration;

/**
 * How long a machine may take. Emulation is slower than a processor, by ten times and more.
 *
 * @param silence without a word on the console
 * @param whole from start to ready
 * @param stalls whether the kernel's complaints of a stuck processor count; an emulator that has to
 *     wait for its host looks just so
 */
public record Limits(Duration silence, Duration whole, Stalls stalls) {

  /** What a stuck processor means. */
  public enum Stalls {
    COUNT,
    NOTED
  }

  /** With a processor of its own. */
  public static final Limits KVM =
      new Limits(Duration.ofSeconds(90), Duration.ofMinutes(5), Stalls.COUNT);

  /** With an emulated processor. */
  public static final Limits TCG =
      new Limits(Duration.ofMinutes(3), Duration.ofMinutes(15), Stalls.NOTED);

  public Limits {
    if (!silence.isPositive() || !whole.isPositive()) {
      throw new IllegalArgumentException("limits %s and %s".formatted(silence, whole));
    }
    if (silence.compareTo(whole) > 0) {
      silence = whole;
    }
  }

  /** These limits with another for the whole. */
  public Limits within(Duration limit) {
    return new Limits(silence, limit, stalls);
  }
}
