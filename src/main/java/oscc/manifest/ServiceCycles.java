package oscc.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oscc.diag.Code;
import oscc.diag.Report;

/** Finds services that wait for each other, and shows each such circle once. */
final class ServiceCycles {
  private ServiceCycles() {}

  static void check(Fields services, Report report) {
    Map<String, List<Site>> after = new LinkedHashMap<>();
    services.members().forEach((name, s) -> after.put(name.text(), s.items("after")));
    Cycle.find(after).forEach(cycle -> show(cycle, report));
  }

  private static void show(Cycle cycle, Report report) {
    List<Site> places = cycle.places();
    var draft =
        places
            .getFirst()
            .error(report, Code.OS0238, "services wait for each other: " + cycle.text())
            .label("none of them is ever started");
    for (int i = 1; i < places.size(); i++) {
      draft.related(
          "`%s` waits for `%s` here".formatted(cycle.names().get(i), places.get(i).text()),
          places.get(i).span());
    }
    draft.help("remove one of these");
  }
}
