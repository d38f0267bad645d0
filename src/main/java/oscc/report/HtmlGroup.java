package oscc.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oscc.template.HtmlText;
import oscc.vm.Observation;
import oscc.vm.Observation.State;

/** The observations of one group: those to look at in the open, the rest folded if it is long. */
record HtmlGroup(String name, List<Observation> observations) {
  // So many fit beside a console.
  private static final int SHORT = 12;

  /** The groups, in the order in which they were seen first. */
  static List<Map<String, ?>> values(List<Observation> all) {
    List<Map<String, ?>> groups = new ArrayList<>();
    var names = new LinkedHashSet<>(all.stream().map(Observation::group).toList());
    for (String name : names) {
      groups.add(
          new HtmlGroup(name, all.stream().filter(o -> o.group().equals(name)).toList()).values());
    }
    return groups;
  }

  private Map<String, ?> values() {
    boolean fits = observations.size() <= SHORT;
    List<Observation> open = observations.stream().filter(o -> fits || o.isBroken()).toList();
    List<Observation> folded = observations.stream().filter(o -> !open.contains(o)).toList();
    String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return Map.of(
        "title",
        HtmlText.escape(title + ": " + counts()),
        "hasOpen",
        !open.isEmpty(),
        "open",
        open.stream().map(HtmlGroup::values).toList(),
        "hasFolded",
        !folded.isEmpty(),
        "folded_summary",
        "%d more".formatted(folded.size()),
        "folded",
        folded.stream().map(HtmlGroup::values).toList());
  }

  private String counts() {
    List<String> counts = new ArrayList<>();
    for (State state : State.values()) {
      long count = observations.stream().filter(o -> o.state() == state).count();
      if (count > 0) {
        counts.add("%d %s".formatted(count, word(state)));
      }
    }
    return String.join(", ", counts);
  }

  private static Map<String, ?> values(Observation observation) {
    return Map.of(
        "tone",
        switch (observation.state()) {
          case HELD -> "good";
          case BROKEN -> "bad";
          case UNSEEN -> "none";
        },
        "word",
        word(observation.state()),
        "name",
        HtmlText.escape(observation.name()),
        "place",
        HtmlText.escape(observation.place()),
        "expected",
        HtmlText.escape(observation.expected()),
        "found",
        HtmlText.escape(observation.found()));
  }

  private static String word(State state) {
    return switch (state) {
      case HELD -> "passed";
      case BROKEN -> "failed";
      case UNSEEN -> "not done";
    };
  }
}
