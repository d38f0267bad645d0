package oscc.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a {@code .config}, as scripts/kconfig/confdata.c takes them. */
final class ConfigText {
  private ConfigText() {}

  /** {@code CONFIG_X=value}. */
  static final Pattern ASSIGNMENT = Pattern.compile("CONFIG_([A-Za-z0-9_]+)=(.*)");

  /** Exactly this; any other comment is a comment. */
  static final Pattern UNSET = Pattern.compile("# CONFIG_([A-Za-z0-9_]+) is not set");

  /** The settings of a configuration that a kernel build wrote: names to values as written. */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    text.lines()
        .forEach(line -> {
          Matcher assignment = ASSIGNMENT.matcher(line);
          Matcher unset = UNSET.matcher(line);
          if (assignment.matches()) {
            values.put(assignment.group(1), assignment.group(2));
          } else if (unset.matches()) {
            values.put(unset.group(1), "n");
          }
        });
    return values;
  }
}
