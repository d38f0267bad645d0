package oscc.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oscc.template.HtmlText;
import oscc.template.Template;
import oscc.vm.TrialResult;

/** Results of tests as one page that needs nothing else: no script, no other file, no network. */
public final class HtmlReport {
  private HtmlReport() {}

  /** The page; consoles and pictures are read from where the results say. */
  public static String of(List<TrialResult> results) throws IOException {
    List<Map<String, ?>> boots = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      boots.add(new HtmlBoot("b" + i, results.get(i)).values());
    }
    long passed = results.stream().filter(TrialResult::passed).count();
    String machines =
        String.join(", ", results.stream().map(TrialResult::machine).distinct().toList());
    return Template.load("report/page.html.mustache")
        .render(
            Map.of(
                "title",
                HtmlText.escape("oscc test: " + machines),
                "summary",
                "%d of %d boots passed".formatted(passed, results.size()),
                "many",
                results.size() > 1,
                "boots",
                boots));
  }
}
