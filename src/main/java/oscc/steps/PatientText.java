package oscc.steps;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that a regular expression may look at for so long only: some take for ever.
 *
 * @param deadline by {@link System#nanoTime}
 */
record PatientText(CharSequence text, long deadline) implements CharSequence {

  /** Finds a pattern anywhere in a text. */
  static boolean find(Matcher matcher) throws StepFailed {
    try {
      return matcher.find();
    } catch (TooLong | StackOverflowError e) {
      throw new StepFailed(
          "the regular expression `%s` takes too long on this text".formatted(matcher.pattern()));
    }
  }

  /** A matcher that gives up in time. */
  static Matcher matcher(Pattern pattern, CharSequence text, Duration limit) {
    return pattern.matcher(new PatientText(text, System.nanoTime() + limit.toNanos()));
  }

  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (System.nanoTime() > deadline) {
      throw new TooLong();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new PatientText(text.subSequence(start, end), deadline);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
