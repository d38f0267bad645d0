package oscc.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oscc.template.HtmlText;
import oscc.verdict.ConsoleLine;
import oscc.vm.TrialResult;

/**
 * The console of a boot, each line in the colour of its phase.
 *
 * @param boot the boot's name on the page, with which the names of its lines begin
 * @param lines those that are shown
 * @param omitted how many were left out after the first half
 */
record HtmlConsole(String boot, List<ConsoleLine> lines, int omitted) {
  // A console that ran wild would make a page that no browser shows.
  private static final int MOST_LINES = 20_000;

  /** Reads the log of a boot. */
  static HtmlConsole read(String boot, Path log) throws IOException {
    List<ConsoleLine> all = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      all.add(ConsoleLine.parse(line));
    }
    int omitted = Math.max(0, all.size() - MOST_LINES);
    if (omitted > 0) {
      all.subList(MOST_LINES / 2, MOST_LINES / 2 + omitted).clear();
    }
    return new HtmlConsole(boot, all, omitted);
  }

  /** The name of the first line that came at this time or later. */
  String lineAt(Duration time) {
    for (int i = 0; i < lines.size(); i++) {
      // A log has whole milliseconds.
      if (lines.get(i).at().toMillis() >= time.toMillis()) {
        return name(i);
      }
    }
    return name(lines.size() - 1);
  }

  private String name(int line) {
    return "%s-%d".formatted(boot, line);
  }

  /** The values of the lines; those that show why a boot failed are marked. */
  List<Map<String, ?>> values(TrialResult result) {
    Set<String> marked = new HashSet<>();
    if (!result.isReady()) {
      result.verdict().evidence().forEach(line -> marked.add(line.logged()));
    }
    List<Map<String, ?>> values = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      ConsoleLine line = lines.get(i);
      if (omitted > 0 && i == MOST_LINES / 2) {
        values.add(value("", "", "", "… %d lines are not shown …".formatted(omitted)));
      }
      String classes = HtmlPhases.colourAt(result.timeline(), line.at());
      boolean hit = marked.contains(line.logged());
      values.add(value(name(i), classes + (hit ? " hit" : ""), seconds(line.at()), line.text()));
    }
    return values;
  }

  private static Map<String, ?> value(String id, String classes, String at, String text) {
    return Map.of("id", id, "classes", classes, "at", at, "text", HtmlText.escape(text));
  }

  private static String seconds(Duration at) {
    return HtmlPhases.decimals(at, 3);
  }
}
