package oscc.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.commandline.UsageException;

/** Sizes and ages as people read and write them. */
final class Sizes {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMGT]?)");
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([hdw])");

  private Sizes() {}

  /** The bytes of a size such as {@code 10G}; units are powers of 1024. */
  static long parse(String text) throws UsageException {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException("`%s` is no size, such as 500M or 10G".formatted(text));
    }
    int power = 1 + "KMGT".indexOf(matcher.group(2));
    return Long.parseLong(matcher.group(1)) << (matcher.group(2).isEmpty() ? 0 : 10 * power);
  }

  /** The time of an age such as {@code 30d}. */
  static Duration age(String text) throws UsageException {
    Matcher matcher = AGE.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException("`%s` is no age, such as 12h, 30d or 8w".formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  static String human(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes / 1024.0;
    int unit = 0;
    while (size >= 1023.95 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    long tenths = Math.round(size * 10);
    return "%s.%s %s".formatted(tenths / 10, tenths % 10, UNITS[unit]);
  }
}
