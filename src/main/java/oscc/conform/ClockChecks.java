package oscc.conform;

import java.util.List;
import oscc.diag.Located;

/** The program that keeps the time, and whom it asks. */
final class ClockChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "network.ntp",
              "a running chronyd, ntpd or systemd-timesyncd, and that it was told of each server;"
                  + " twenty seconds after the ready line at most",
              ClockChecks::clocks));

  private static final String CLOCK =
      """
      tries=100
      until %s || [ "$tries" = 0 ]; do
        tries=$((tries - 1))
        sleep 0.2
      done
      grep '^NTP=' /etc/systemd/timesyncd.conf.d/oscc.conf 2>/dev/null
      """
          .formatted(Facts.running("chronyd|ntpd|timesyncd"));

  private ClockChecks() {}

  private static List<Check> clocks(Subject subject) {
    return subject.machine().network().ntp().stream()
        .map(Located::value)
        .map(server ->
            new Check(
                "network.ntp." + server,
                subject.places().of("network", "ntp", server),
                server,
                CLOCK,
                printed -> {
                  boolean runs = printed.lines().anyMatch(line -> !line.startsWith("NTP="));
                  List<String> words = Facts.words(printed.replace("NTP=", "NTP= "));
                  return Seen.of(
                      runs && words.contains(server), runs ? printed.strip() : "nothing runs");
                }))
        .toList();
  }
}
