package oscc.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Report;

/** Finds services that wait for each other, and shows each such circle once. */
final class ServiceCycles {
  private final Map<String, List<Site>> after;
  private final Report report;
  private final Set<String> done = new HashSet<>();

  /** The way from the first service to the present one, and how it went on from each. */
  private final List<String> way = new ArrayList<>();

  private final List<Site> steps = new ArrayList<>();

  private ServiceCycles(Map<String, List<Site>> after, Report report) {
    this.after = after;
    this.report = report;
  }

  static void check(Fields services, Report report) {
    Map<String, List<Site>> after = new LinkedHashMap<>();
    services.members().forEach((name, s) -> after.put(name.text(), s.items("after")));
    ServiceCycles cycles = new ServiceCycles(after, report);
    after.keySet().forEach(cycles::visit);
  }

  private void visit(String name) {
    if (done.contains(name)) {
      return;
    }
    way.add(name);
    for (Site next : Optional.ofNullable(after.get(name)).orElse(List.of())) {
      steps.add(next);
      int begin = way.indexOf(next.text());
      if (begin >= 0) {
        show(way.subList(begin, way.size()), steps.subList(begin, steps.size()));
      } else {
        visit(next.text());
      }
      steps.removeLast();
    }
    way.removeLast();
    done.add(name);
  }

  private void show(List<String> names, List<Site> places) {
    String circle = String.join(" → ", names) + " → " + names.getFirst();
    var draft =
        places
            .getFirst()
            .error(report, Code.OS0238, "services wait for each other: " + circle)
            .label("none of them is ever started");
    for (int i = 1; i < places.size(); i++) {
      draft.related(
          "`%s` waits for `%s` here".formatted(names.get(i), places.get(i).text()),
          places.get(i).span());
    }
    draft.help("remove one of these");
  }
}
