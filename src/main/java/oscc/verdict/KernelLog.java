package oscc.verdict;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the kernel's lines from those of programs. Once the kernel has shown time stamps (option
 * {@code printk.time}), only what has one is the kernel's.
 */
final class KernelLog {
  // With CONFIG_PRINTK_CALLER a thread or processor follows: "[    1.5][    T1] ".
  private static final Pattern STAMP =
      Pattern.compile("(?:<\\d{1,3}>)?\\[ *(\\d+)\\.(\\d{6})\\](?:\\[ *[TC]\\d+\\])? ?");

  private boolean stamped;
  private double latest;

  /** A message of the kernel. */
  record Message(String text, double seconds) {}

  /** The kernel's message in a line, if it may be one; a program's output may stand before it. */
  Optional<Message> message(String line) {
    Matcher matcher = STAMP.matcher(line);
    if (matcher.find()) {
      stamped = true;
      latest = Double.parseDouble(matcher.group(1) + "." + matcher.group(2));
      return Optional.of(new Message(line.substring(matcher.end()), latest));
    }
    return stamped ? Optional.empty() : Optional.of(new Message(line, latest));
  }

  /** The time stamp that came last. */
  double latest() {
    return latest;
  }
}
