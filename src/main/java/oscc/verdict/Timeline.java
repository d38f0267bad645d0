package oscc.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a boot spent its time with.
 *
 * @param phases in the order in which they began
 */
public record Timeline(List<Phase> phases) {
  private static final List<Mark> MARKS =
      List.of(
          new Mark("iPXE", Pattern.compile("iPXE")),
          new Mark("kernel", Pattern.compile("Linux version ")),
          new Mark("stage 1", Pattern.compile("Run /\\S+ as init process")),
          new Mark("init", Pattern.compile("oscc: stage 1 is done")),
          new Mark("services", Pattern.compile("oscc: the services start")));

  private record Mark(String name, Pattern begins) {}

  public Timeline {
    phases = phases.stream().sorted(Comparator.comparing(Phase::start)).toList();
  }

  /** A stretch of time from the start of the machine on. */
  public record Phase(String name, Duration start, Duration length) {}

  /** The same with the moment at which the machine was ready, as a phase without a length. */
  public Timeline readyAt(Duration moment) {
    List<Phase> more = new ArrayList<>(phases);
    more.add(new Phase("ready", moment, Duration.ZERO));
    return new Timeline(more);
  }

  /**
   * Finds the phases of a boot; a phase whose beginning the console does not show belongs to the
   * one before.
   *
   * @param first what comes before anything is known
   * @param fetches of files, as the server saw them
   * @param end when the boot was over
   */
  public static Timeline of(
      String first, List<ConsoleLine> lines, List<Phase> fetches, Duration end) {
    List<Phase> phases = new ArrayList<>();
    String name = first;
    Duration since = Duration.ZERO;
    int next = 0;
    for (ConsoleLine line : lines) {
      for (int i = next; i < MARKS.size() && line.at().compareTo(end) <= 0; i++) {
        if (MARKS.get(i).begins().matcher(line.text()).find()) {
          phases.add(new Phase(name, since, line.at().minus(since)));
          name = MARKS.get(i).name();
          since = line.at();
          next = i + 1;
          break;
        }
      }
    }
    phases.add(new Phase(name, since, end.minus(since)));
    // A machine that is restarted later fetches everything again.
    fetches.stream().filter(fetch -> fetch.start().compareTo(end) <= 0).forEach(phases::add);
    return new Timeline(phases);
  }
}
