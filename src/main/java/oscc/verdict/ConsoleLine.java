package oscc.verdict;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a console, without control characters.
 *
 * @param at when its end came, counted from the start of the machine by the host's clock
 */
public record ConsoleLine(Duration at, String text) {
  private static final Pattern LOGGED =
      Pattern.compile(" *(\\d{1,9})\\.(\\d{3})  (.*)", Pattern.DOTALL);

  /** As it stands in a log: seconds, two blanks, text. */
  public String logged() {
    return String.format(Locale.ROOT, "%9.3f  %s", at.toMillis() / 1e3, text);
  }

  /** Reads a line of a log. */
  public static ConsoleLine parse(String logged) {
    Matcher matcher = LOGGED.matcher(logged);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no line of a console's log: " + logged);
    }
    long millis = Long.parseLong(matcher.group(1)) * 1000 + Long.parseLong(matcher.group(2));
    return new ConsoleLine(Duration.ofMillis(millis), matcher.group(3));
  }
}
