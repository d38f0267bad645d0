package oscc.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;

/**
 * A kernel configuration fragment: what a file demands of the kernel.
 *
 * @param settings one of each symbol, the last
 */
record Fragment(List<Setting> settings) {
  /** {@code y}, {@code m}, {@code n}, a decimal or hexadecimal number, or a quoted string. */
  private static final Pattern VALUE =
      Pattern.compile("[ymn]|-?[0-9]+|0[xX][0-9a-fA-F]+|\"(?:[^\"\\\\]|\\\\.)*\"");

  private static final Pattern NEARLY_UNSET =
      Pattern.compile("#\\s*CONFIG_[A-Za-z0-9_]+\\s+is\\s+not\\s+set\\s*");

  Fragment {
    settings = List.copyOf(settings);
  }

  /**
   * A demand on one symbol.
   *
   * @param symbol without {@code CONFIG_}
   * @param value as written; {@code n} for {@code is not set}
   */
  record Setting(String symbol, String value, Span span) {}

  /** Reads a fragment; what is wrong with a line is reported there, and the line left out. */
  static Fragment parse(SourceText source, Report report) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    int start = 0;
    for (String line : source.text().split("\n", -1)) {
      String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      Span span = new Span(source, start, start + bare.length());
      for (Setting setting : parseLine(bare, span, report)) {
        Setting earlier = settings.put(setting.symbol(), setting);
        if (earlier != null) {
          checkRepeated(earlier, setting, report);
        }
      }
      start += line.length() + 1;
    }
    return new Fragment(List.copyOf(settings.values()));
  }

  /** The setting of a line, if it has one. */
  private static List<Setting> parseLine(String line, Span span, Report report) {
    Matcher unset = ConfigText.UNSET.matcher(line);
    if (unset.matches()) {
      return List.of(new Setting(unset.group(1), "n", span));
    }
    if (line.isBlank() || line.startsWith("#")) {
      checkComment(line, span, report);
      return List.of();
    }
    Matcher assignment = ConfigText.ASSIGNMENT.matcher(line);
    if (!assignment.matches()) {
      report
          .error(Code.OS0510, span, "this line of a kernel configuration is no setting")
          .label("expected `CONFIG_NAME=value`, `# CONFIG_NAME is not set` or a comment");
      return List.of();
    }
    return assigned(assignment, span, report);
  }

  private static List<Setting> assigned(Matcher assignment, Span line, Report report) {
    String value = assignment.group(2).stripTrailing();
    if (VALUE.matcher(value).matches()) {
      return List.of(new Setting(assignment.group(1), value, line));
    }
    int start = line.start() + assignment.start(2);
    report
        .error(
            Code.OS0511,
            new Span(line.source(), start, line.end()),
            "`%s` is no value for `CONFIG_%s`".formatted(value, assignment.group(1)))
        .label("expected y, m, n, a number, 0x… or \"text\"");
    return List.of();
  }

  private static void checkComment(String line, Span span, Report report) {
    if (NEARLY_UNSET.matcher(line).matches()) {
      report
          .warning(Code.OS0513, span, "this comment looks like a setting but is none")
          .label("expected exactly one space after `#` and between the words");
    }
  }

  private static void checkRepeated(Setting earlier, Setting later, Report report) {
    if (!earlier.value().equals(later.value())) {
      report
          .warning(
              Code.OS0512,
              later.span(),
              "`CONFIG_%s` is set twice; the last one counts".formatted(later.symbol()))
          .related("first set here", earlier.span());
    }
  }
}
