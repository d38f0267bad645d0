package oscc.manifest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;

/** Rules of {@code logging}. */
final class LoggingRules {
  private static final Set<String> LEVELS = Set.of("quiet", "debug");

  private final Report report;

  LoggingRules(Report report) {
    this.report = report;
  }

  void check(Fields root) {
    Fields logging = root.section("logging");
    logging.find("console_level").ifPresent(level -> checkLevel(level, root));
    logging.each("syslog").stream()
        .flatMap(server -> server.find("host").stream())
        .forEach(host -> ServerName.check(host, report));
    Fields netconsole = logging.section("netconsole");
    netconsole.find("host").ifPresent(this::checkAddress);
    netconsole.find("interface").ifPresent(link -> checkInterface(link, root));
  }

  private void checkLevel(Site level, Fields root) {
    for (Site word : root.section("kernel").items("cmdline")) {
      if (LEVELS.contains(word.text()) || word.text().startsWith("loglevel=")) {
        level
            .error(report, Code.OS0287, "the console has two levels")
            .label("`%s` says another".formatted(word.text()))
            .related("here", word.span())
            .help("remove one of the two");
      }
    }
  }

  /** Netconsole of the kernel can do IPv6 too; who sends learns the address by IPv4's ARP. */
  private void checkAddress(Site host) {
    Optional<IpAddress> address = IpAddress.parse(host.text());
    if (address.isEmpty() || host.text().indexOf(':') >= 0) {
      host.error(report, Code.OS0288, "%s is no IPv4 address".formatted(Quoted.of(host.text())))
          .label("the kernel looks up no names");
    }
  }

  private void checkInterface(Site link, Fields root) {
    List<String> known =
        root.section("network").each("interfaces").stream()
            .flatMap(i -> i.text("name").stream())
            .toList();
    if (!known.contains(link.text())) {
      var draft =
          link.error(
                  report, Code.OS0289, "no interface is named %s".formatted(Quoted.of(link.text())))
              .label(
                  known.isEmpty()
                      ? "`network.interfaces` has none"
                      : "one of: " + String.join(", ", known));
      Suggestion.of(link.text(), known)
          .ifPresent(n -> draft.help("did you mean `%s`?".formatted(n)));
    }
  }
}
