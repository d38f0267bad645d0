package oscc.system;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.manifest.Service;

/**
 * The services of a manifest as units. What systemd itself has no words for, such as waiting until
 * another service is ready again after it failed, is done by small scripts before and after.
 */
final class SystemdServices {
  /** What systemd gives to every service, and a service of a manifest does not get. */
  private static final List<String> OF_SYSTEMD =
      List.of(
          "HOME",
          "INVOCATION_ID",
          "JOURNAL_STREAM",
          "LANG",
          "LOGNAME",
          "SHELL",
          "SYSTEMD_EXEC_PID",
          "USER");

  private final SystemInput input;
  private final LayerBuilder layer;
  private final Report report;

  SystemdServices(SystemInput input, LayerBuilder layer, Report report) {
    this.input = input;
    this.layer = layer;
    this.report = report;
  }

  /** Lays the units, if there are services. */
  void lay(Accounts accounts) {
    if (input.machine().services().isEmpty()) {
      return;
    }
    Span blame = input.machine().init().span();
    for (String name : List.of("begin", "ended", "probe", "drain")) {
      SystemdInit.script(name, Map.of(), layer, blame);
    }
    layCollectors(blame);
    for (Service service : input.machine().services().values()) {
      ServiceOwner owner = ServiceOwner.of(service, accounts, report);
      lay(service, owner);
      if (service.log() != Service.Log.NONE) {
        layLog(service, owner);
      }
    }
  }

  /** What takes the lines of services to where the manifest says, a unit for each way. */
  private void layCollectors(Span blame) {
    List<String> scripts =
        input.machine().services().values().stream()
            .flatMap(service -> collector(service).stream())
            .distinct()
            .toList();
    for (String script : scripts) {
      SystemdInit.script(script, Map.of(), layer, blame);
      String unit = SystemdInit.render("log.service", Map.of("script", script));
      layer.text(SystemdInit.UNITS + "oscc-%s@.service".formatted(script), 0644, unit, blame);
    }
  }

  private static Optional<String> collector(Service service) {
    return switch (service.log()) {
      case CONSOLE -> Optional.of("console");
      case FILE -> Optional.of("log");
      case NONE -> Optional.empty();
    };
  }

  /** The units that take a service's lines to where the manifest says. */
  static List<String> collectors(Service service) {
    return collector(service).stream()
        .map(script -> "oscc-%s@%s.service".formatted(script, service.name()))
        .toList();
  }

  private void lay(Service service, ServiceOwner owner) {
    String unit = service.name() + ".service";
    if (SystemdInit.hasUnit(input, unit)) {
      report
          .error(Code.OS0651, service.span(), "a package brings the unit `%s`".formatted(unit))
          .help("choose another name for the service, or `exclude` the unit from its package");
    }
    String text = SystemdInit.render("service", values(service, owner));
    layer.text(SystemdInit.UNITS + unit, 0644, text, service.span());
    SystemdInit.enable(layer, unit, service.span());
  }

  private void layLog(Service service, ServiceOwner owner) {
    Map<String, String> values =
        Map.of(
            "name", service.name(),
            "user", Long.toString(owner.uid()),
            "group", Long.toString(owner.gid()));
    String path = "/usr/lib/tmpfiles.d/oscc-log-%s.conf".formatted(service.name());
    layer.text(path, 0644, SystemdInit.render("log.tmpfiles", values), service.span());
  }

  private Map<String, Object> values(Service service, ServiceOwner owner) {
    List<String> after = service.after().stream().map(Located::value).toList();
    return Map.ofEntries(
        Map.entry("name", service.name()),
        Map.entry("after", after),
        Map.entry(
            "begin",
            String.join(" ", Stream.concat(Stream.of(service.name()), after.stream()).toList())),
        Map.entry("type", service.oneshot() ? "oneshot" : "exec"),
        Map.entry("oneshot", service.oneshot()),
        Map.entry("restart", restart(service)),
        Map.entry("forced", forced(service)),
        Map.entry("policy", service.restart().name().toLowerCase(Locale.ROOT)),
        Map.entry("user", Long.toString(owner.uid())),
        Map.entry("group", Long.toString(owner.gid())),
        Map.entry("owned", !owner.isRoot()),
        Map.entry("directory", service.directory().value().replace("%", "%%")),
        Map.entry(
            "environment",
            ServiceEnvironment.assignments(service).stream().map(UnitWord::quote).toList()),
        Map.entry("unset", unset(service)),
        Map.entry("command", UnitWord.commandLine(service.words())),
        Map.entry("probes", probes(service)),
        Map.entry("signal", "SIG" + service.stopSignal().name()),
        Map.entry("output", output(service)),
        Map.entry("collectors", collectors(service)));
  }

  private static String restart(Service service) {
    return switch (service.restart()) {
      case ALWAYS -> "always";
      case ON_FAILURE -> "on-failure";
      case NEVER -> "no";
    };
  }

  /**
   * What ends by one of these has ended well, as systemd sees it, and would not be restarted on
   * failure. A one shot that ends so has failed there too.
   */
  private static List<String> forced(Service service) {
    boolean isForced = service.restart() == Service.Restart.ON_FAILURE && !service.oneshot();
    return isForced ? List.of("SIGHUP SIGINT SIGTERM SIGPIPE") : List.of();
  }

  private static String unset(Service service) {
    return String.join(
        " ", OF_SYSTEMD.stream().filter(v -> !service.environment().containsKey(v)).toList());
  }

  /** Commands after which a service counts as ready; a one shot is ready when it has ended. */
  private static List<String> probes(Service service) {
    if (service.oneshot()) {
      return List.of();
    }
    if (service.ready().isEmpty()) {
      return List.of("/bin/sleep 1");
    }
    return switch (service.ready().get()) {
      case Service.Ready.Port port ->
          List.of("/usr/lib/oscc/await-port %s".formatted(port.number()));
      case Service.Ready.Command command ->
          List.of(
              ":/usr/lib/oscc/probe "
                  + UnitWord.commandLine(command.words().stream().map(Located::value).toList()));
    };
  }

  private static String output(Service service) {
    return collector(service).isPresent() ? "append:/run/oscc/log/" + service.name() : "null";
  }
}
