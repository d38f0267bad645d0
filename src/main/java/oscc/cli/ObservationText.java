package oscc.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import oscc.vm.Observation;
import oscc.vm.Observation.State;

/** What was seen in a machine as a person reads it: one line for what held, more for the rest. */
final class ObservationText {
  private ObservationText() {}

  static List<String> lines(List<Observation> observations) {
    List<String> lines = new ArrayList<>();
    var groups = new LinkedHashSet<String>();
    observations.forEach(o -> groups.add(o.group()));
    for (String group : groups) {
      List<Observation> own = observations.stream().filter(o -> o.group().equals(group)).toList();
      lines.add(count(group, own));
      own.stream().filter(o -> o.state() != State.HELD).forEach(o -> lines.addAll(lines(o)));
    }
    return lines;
  }

  private static String count(String group, List<Observation> own) {
    long held = own.stream().filter(o -> o.state() == State.HELD).count();
    long broken = own.stream().filter(Observation::isBroken).count();
    long unseen = own.size() - held - broken;
    return "  %s: %d held%s%s"
        .formatted(
            group,
            held,
            broken == 0 ? "" : ", %d failed".formatted(broken),
            unseen == 0 ? "" : ", %d not seen".formatted(unseen));
  }

  private static List<String> lines(Observation one) {
    List<String> lines = new ArrayList<>();
    String where = one.place().isEmpty() ? "" : " (%s)".formatted(one.place());
    lines.add("  %s %s: %s%s".formatted(singular(one), one.name(), what(one), where));
    if (one.isBroken() && !one.quote().isBlank()) {
      String[] place = one.place().split(":", -1);
      String number = place.length < 2 ? "" : place[place.length - 2];
      lines.add("  %5s | %s".formatted(number, Snippet.of(one.quote(), 0, 0).text()));
    }
    return lines;
  }

  /** One of its group. */
  static String singular(Observation one) {
    return one.group().replaceFirst("s$", "");
  }

  /** What is wrong, in a line. */
  static String what(Observation one) {
    if (one.state() == State.UNSEEN) {
      return "not seen: " + one.found();
    }
    return one.expected().isEmpty()
        ? one.found()
        : "expected %s, found %s".formatted(one.expected(), one.found());
  }
}
