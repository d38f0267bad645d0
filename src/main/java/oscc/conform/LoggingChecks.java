package oscc.conform;

import java.util.List;
import java.util.Locale;
import oscc.manifest.Logging;
import oscc.manifest.Logging.Format;

/** Who is told what the machine says. */
final class LoggingChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "logging.console_level",
              "the first number of `/proc/sys/kernel/printk`",
              LoggingChecks::level),
          new Rule(
              List.of(
                  "logging.syslog[].host",
                  "logging.syslog[].port",
                  "logging.syslog[].protocol",
                  "logging.syslog[].format"),
              "a running rsyslogd, syslog-ng or syslogd, and what its configuration or its command"
                  + " line names",
              LoggingChecks::syslog),
          new Rule(
              List.of(
                  "logging.netconsole.host",
                  "logging.netconsole.port",
                  "logging.netconsole.interface",
                  "logging.netconsole.mac"),
              "the target in the kernel's configfs, twenty seconds after the ready line at most",
              LoggingChecks::netconsole));

  private static final String DAEMON =
      """
      %s
      grep -oh -e ' target=.*' -e ' syslog(.*' -e ' network(.*' /etc/rsyslog.conf \\
        /etc/syslog-ng/syslog-ng.conf 2>/dev/null
      """
          .formatted(Facts.running("syslogd|syslog-ng"));

  private static final String TARGET =
      """
      tries=40
      until [ "$(cat /sys/kernel/config/netconsole/oscc/enabled 2>/dev/null)" = 1 ] || [ "$tries" = 0 ]; do
        tries=$((tries - 1))
        sleep 0.5
      done
      cd /sys/kernel/config/netconsole/oscc && cat enabled remote_ip remote_port dev_name remote_mac
      """;

  private LoggingChecks() {}

  private static List<Check> level(Subject subject) {
    return subject.machine().logging().consoleLevel().stream()
        .mapToObj(level ->
            new Check(
                "logging.console_level",
                subject.places().of("logging", "console_level"),
                Long.toString(level),
                "cat /proc/sys/kernel/printk",
                printed -> {
                  String found = Facts.words(printed).stream().findFirst().orElse("nothing");
                  return Seen.of(found.equals(Long.toString(level)), found);
                }))
        .toList();
  }

  private static List<Check> syslog(Subject subject) {
    return subject.machine().logging().syslog().stream().map(LoggingChecks::server).toList();
  }

  private static Check server(Logging.SyslogServer server) {
    String protocol = server.protocol().name().toLowerCase(Locale.ROOT);
    return new Check(
        "logging.syslog." + server.host(),
        server.span(),
        "%s port %d %s".formatted(server.host(), server.port(), protocol),
        DAEMON,
        printed -> {
          boolean runs = printed.lines().anyMatch(line -> !line.startsWith(" "));
          boolean told = printed.lines().anyMatch(line -> names(line, server, protocol));
          return Seen.of(runs && told, printed.isBlank() ? "no syslog daemon" : printed.strip());
        });
  }

  /**
   * Whether a line of rsyslog's or syslog-ng's configuration, or a command line, has the server.
   */
  private static boolean names(String line, Logging.SyslogServer server, String protocol) {
    boolean rfc5424 = server.format() == Format.RFC5424;
    String rsyslog =
        "target=\"%s\" port=\"%d\" protocol=\"%s\" template=\"RSYSLOG_%sFormat\""
            .formatted(
                server.host(),
                server.port(),
                protocol,
                rfc5424 ? "SyslogProtocol23" : "TraditionalForward");
    String syslogNg =
        " %s(\"%s\" port(%d) transport(\"%s\") "
            .formatted(rfc5424 ? "syslog" : "network", server.host(), server.port(), protocol);
    String host = server.host().contains(":") ? "[%s]".formatted(server.host()) : server.host();
    return line.contains(rsyslog)
        || line.startsWith(syslogNg)
        || (line + " ").contains(" -R %s:%d ".formatted(host, server.port()));
  }

  private static List<Check> netconsole(Subject subject) {
    return subject.machine().logging().netconsole().stream().map(LoggingChecks::target).toList();
  }

  private static Check target(Logging.Netconsole netconsole) {
    List<String> expected =
        List.of("1", netconsole.host(), Integer.toString(netconsole.port()), netconsole.link());
    return new Check(
        "logging.netconsole",
        netconsole.span(),
        "enabled, to %s port %d by %s"
            .formatted(netconsole.host(), netconsole.port(), netconsole.link()),
        TARGET,
        printed -> {
          List<String> found = Facts.words(printed);
          boolean holds =
              found.size() > expected.size()
                  && found.subList(0, expected.size()).equals(expected)
                  && netconsole.mac().stream().allMatch(found.getLast()::equals);
          return Seen.of(holds, found.isEmpty() ? "no target" : String.join(" ", found));
        });
  }
}
