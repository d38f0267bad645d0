package oscc.system;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.manifest.Logging;
import oscc.manifest.Logging.Netconsole;
import oscc.manifest.Logging.SyslogServer;

/**
 * What sends logs to other machines beside systemd. The journal itself sends nothing by syslog: it
 * hands every line to rsyslog, which a package brings. Netconsole is the kernel's own.
 */
final class SystemdLogging {
  private static final String RSYSLOG = "rsyslog.service";

  private final SystemInput input;
  private final LayerBuilder layer;
  private final Logging logging;

  SystemdLogging(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.logging = input.machine().logging();
  }

  /** Lays configuration and units, if lines are to go elsewhere. */
  void lay(Report report) {
    if (!logging.syslog().isEmpty()) {
      laySyslog(report);
    }
    logging.netconsole().ifPresent(netconsole -> layNetconsole(netconsole, report));
  }

  private void laySyslog(Report report) {
    boolean hasProgram = new Programs(input.packages()).find("rsyslogd").isPresent();
    if (!hasProgram || !SystemdInit.hasUnit(input, RSYSLOG)) {
      for (SyslogServer server : logging.syslog()) {
        report
            .error(
                Code.OS0706,
                server.span(),
                "nothing in the packages can send logs to `%s`".formatted(server.host()))
            .label("the journal of systemd sends nothing by syslog")
            .help("add `- deb: [rsyslog]` to `packages`");
      }
      return;
    }
    RsyslogFile.lay(logging.syslog(), layer);
    Span blame = logging.syslog().getFirst().span();
    String forward = SystemdInit.render("forward.conf", Map.of());
    layer.text("/etc/systemd/journald.conf.d/oscc-syslog.conf", 0644, forward, blame);
    layOrder(blame);
    enable("multi-user.target.wants/" + RSYSLOG, blame);
    // The socket to which the journal writes starts what has this name.
    enable("syslog.service", blame);
  }

  /** What stops last may have most to say. */
  private void layOrder(Span blame) {
    List<String> speakers =
        input.machine().services().values().stream()
            .flatMap(s ->
                Stream.concat(
                    Stream.of(s.name() + ".service"), SystemdServices.collectors(s).stream()))
            .toList();
    String order = SystemdInit.render("syslog.conf", Map.of("speakers", speakers));
    layer.text(SystemdInit.UNITS + RSYSLOG + ".d/oscc.conf", 0644, order, blame);
    SystemdInit.script("last-words", Map.of(), layer, blame);
  }

  private void enable(String link, Span blame) {
    if (!layer.exists(SystemdInit.UNITS + link)) {
      layer.link(SystemdInit.UNITS + link, "/lib/systemd/system/" + RSYSLOG, blame);
    }
  }

  private void layNetconsole(Netconsole netconsole, Report report) {
    need("ip", "iproute2", netconsole, report);
    if (netconsole.mac().isEmpty()) {
      need("ping", "iputils-ping", netconsole, report);
    }
    NetconsoleScript.lay(netconsole, layer);
    Map<String, String> values = Map.of("script", NetconsoleScript.PATH);
    String unit = SystemdInit.render("netconsole.service", values);
    layer.text(SystemdInit.UNITS + "oscc-netconsole.service", 0644, unit, netconsole.span());
    SystemdInit.enable(layer, "oscc-netconsole.service", netconsole.span());
  }

  private void need(String program, String deb, Netconsole netconsole, Report report) {
    if (new Programs(input.packages()).find(program).isEmpty()) {
      report
          .error(
              Code.OS0680,
              netconsole.span(),
              "no package brings `%s`, which `logging.netconsole` needs".formatted(program))
          .help("add `- deb: [%s]` to `packages`".formatted(deb));
    }
  }
}
