package oscc.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import oscc.verdict.ConsoleLine;
import oscc.verdict.Timeline;
import oscc.vm.Memory;
import oscc.vm.Observation;
import oscc.vm.TrialResult;

/** Results of {@code oscc test} as a person reads them. */
final class TestText {
  private static final int BAR = 30;

  private TestText() {}

  /** The lines for one boot: the verdict, what shows it or what took how long, and the log. */
  static List<String> lines(TrialResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(result));
    if (!result.isReady()) {
      result.verdict().evidence().stream().map(ConsoleLine::logged).forEach(lines::add);
    }
    lines.addAll(timeline(result));
    result.memory().ifPresent(memory -> lines.add(memory(memory)));
    lines.addAll(ObservationText.lines(result.observations()));
    lines.add("  console: " + result.log());
    return lines;
  }

  private static String headline(TrialResult result) {
    String remark = result.verdict().remark();
    return "%s %s: %s after %s s (%s)%s"
        .formatted(
            result.machine(),
            result.way().key(),
            result.verdict().outcome().word(),
            seconds(result.verdict().at()),
            result.accelerator().key(),
            remark.isEmpty() ? "" : ": " + remark);
  }

  private static List<String> timeline(TrialResult result) {
    double whole = Math.max(1, result.verdict().at().toMillis());
    List<String> lines = new ArrayList<>();
    for (Timeline.Phase phase : result.timeline().phases()) {
      int from = Math.min(BAR - 1, (int) (phase.start().toMillis() / whole * BAR));
      int cells = Math.max(1, (int) Math.round(phase.length().toMillis() / whole * BAR));
      String bar = " ".repeat(from) + "#".repeat(Math.min(cells, BAR - from));
      lines.add(
          "  %-22s %7s s  +%6s s  |%-30s|"
              .formatted(phase.name(), seconds(phase.start()), seconds(phase.length()), bar));
    }
    return lines;
  }

  private static String memory(Memory memory) {
    return "  memory: %d of %d MiB available when it was ready"
        .formatted(memory.available() >> 10, memory.total() >> 10);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }

  /** The last line of a run. */
  static String summary(List<TrialResult> results) {
    long ready = results.stream().filter(TrialResult::isReady).count();
    String boots = "%d of %d boots ended ready".formatted(ready, results.size());
    long broken =
        results.stream()
            .flatMap(result -> result.observations().stream())
            .filter(Observation::isBroken)
            .count();
    return broken == 0 ? boots : boots + ", and %d things are not as they should".formatted(broken);
  }
}
