package oscc.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oscc.template.HtmlText;
import oscc.verdict.Timeline;
import oscc.verdict.Timeline.Phase;

/**
 * The time line of a boot as bars.
 *
 * @param whole what the full width stands for
 */
record HtmlPhases(Timeline timeline, Duration whole) {
  private static final String FETCH = "fetch ";

  /** The values of the bars; each leads to a line of the console. */
  List<Map<String, ?>> values(HtmlConsole console) {
    List<Map<String, ?>> bars = new ArrayList<>();
    for (Phase phase : timeline.phases()) {
      bars.add(
          Map.of(
              "name",
              HtmlText.escape(phase.name()),
              "colour",
              colour(phase.name()),
              "line",
              console.lineAt(phase.start()),
              "left",
              percent(phase.start()),
              "width",
              percent(phase.length()),
              "length",
              decimals(phase.length(), 1)));
    }
    return bars;
  }

  private String percent(Duration time) {
    double part = time.toMillis() / (double) Math.max(1, whole.toMillis());
    return String.format(Locale.ROOT, "%.2f", Math.min(1, part) * 100);
  }

  /** The colour of the phase to which a time belongs. Fetches lie within phases. */
  static String colourAt(Timeline timeline, Duration at) {
    String colour = "";
    for (Phase phase : timeline.phases()) {
      if (!phase.name().startsWith(FETCH) && phase.start().toMillis() <= at.toMillis()) {
        colour = colour(phase.name());
      }
    }
    return colour;
  }

  private static String colour(String phase) {
    if (phase.startsWith(FETCH)) {
      return "kf";
    }
    return switch (phase) {
      case "iPXE" -> "k1";
      case "kernel" -> "k2";
      case "stage 1" -> "k3";
      case "init" -> "k4";
      case "ready" -> "k5";
      case "services" -> "k6";
      default -> "k0";
    };
  }

  /** Seconds with so many digits after the point. */
  static String decimals(Duration time, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", time.toMillis() / 1e3);
  }
}
