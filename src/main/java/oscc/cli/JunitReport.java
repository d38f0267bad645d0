package oscc.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import oscc.verdict.ConsoleLine;
import oscc.verdict.Verdict;
import oscc.vm.Observation;
import oscc.vm.Observation.State;
import oscc.vm.TrialResult;

/** Results of {@code oscc test} in the XML that CI systems read: a test case for each boot. */
final class JunitReport {
  // What XML 1.0, section 2.2, does not allow in any form.
  private static final Pattern FORBIDDEN =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private JunitReport() {}

  static String of(List<TrialResult> results) {
    List<Observation> observations =
        results.stream().flatMap(result -> result.observations().stream()).toList();
    long failed =
        results.stream().filter(result -> !result.isReady()).count()
            + observations.stream().filter(Observation::isBroken).count();
    long skipped = observations.stream().filter(o -> o.state() == State.UNSEEN).count();
    double time = results.stream().mapToLong(r -> r.verdict().at().toMillis()).sum() / 1e3;
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        String.format(
            Locale.ROOT,
            "<testsuite name=\"oscc test\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\""
                + " time=\"%.3f\">\n",
            results.size() + observations.size(),
            failed,
            skipped,
            time));
    results.forEach(result -> testCase(result, xml));
    return xml.append("</testsuite>\n").toString();
  }

  private static void testCase(TrialResult result, StringBuilder xml) {
    Verdict verdict = result.verdict();
    xml.append(
        String.format(
            Locale.ROOT,
            "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\">\n",
            escape(result.machine()),
            result.way().key(),
            verdict.at().toMillis() / 1e3));
    if (!result.isReady()) {
      String evidence =
          verdict.evidence().stream().map(ConsoleLine::logged).collect(Collectors.joining("\n"));
      String message = verdict.outcome().word();
      message += verdict.remark().isEmpty() ? "" : ": " + verdict.remark();
      xml.append("    <failure message=\"").append(escape(message)).append("\">");
      xml.append(escape(evidence)).append("</failure>\n");
    }
    String lines = String.join("\n", TestText.lines(result));
    xml.append("    <system-out>").append(escape(lines)).append("</system-out>\n");
    xml.append("  </testcase>\n");
    result.observations().forEach(o -> testCase(result, o, xml));
  }

  private static void testCase(TrialResult result, Observation seen, StringBuilder xml) {
    xml.append(
        String.format(
            Locale.ROOT,
            "  <testcase classname=\"%s.%s\" name=\"%s %s\" time=\"0\">",
            escape(result.machine()),
            result.way().key(),
            escape(ObservationText.singular(seen)),
            escape(seen.name())));
    String what = escape(ObservationText.what(seen));
    switch (seen.state()) {
      case HELD -> {}
      case BROKEN ->
          xml.append("<failure message=\"")
              .append(what)
              .append("\">")
              .append(escape(seen.place()))
              .append("</failure>");
      case UNSEEN -> xml.append("<skipped message=\"").append(what).append("\"/>");
    }
    xml.append("</testcase>\n");
  }

  private static String escape(String text) {
    return FORBIDDEN
        .matcher(text)
        .replaceAll("�")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
