package oscc.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.UnixPath;
import oscc.manifest.Logging;
import oscc.manifest.Logging.Format;
import oscc.manifest.Logging.Protocol;
import oscc.manifest.Logging.SyslogServer;

/**
 * What sends logs to other machines. For syslog that is rsyslog or syslog-ng, if a package brings
 * it; busybox has a syslogd, which sends RFC 3164 over UDP and nothing else. Netconsole is the
 * kernel's own.
 */
final class ShellLogging {
  private static final String SYSLOG = "oscc.syslog";

  /** In the foreground, and what it keeps between two starts of it does not outlive a boot. */
  private static final String SYSLOG_NG_OPTIONS =
      " -F --no-caps -p /run/syslog-ng.pid -c /run/syslog-ng.ctl -R /run/syslog-ng.persist";

  private final SystemInput input;
  private final LayerBuilder layer;
  private final Logging logging;

  ShellLogging(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.logging = input.machine().logging();
  }

  /** Lays scripts and configuration, and says what is to be kept alive. */
  List<Daemon> lay(ShellTools.Busybox busybox, Report report) {
    List<Daemon> daemons = new ArrayList<>();
    if (!logging.syslog().isEmpty()) {
      daemons.addAll(syslog(busybox, report));
    }
    logging
        .netconsole()
        .ifPresent(netconsole -> {
          NetconsoleScript.lay(netconsole, layer);
          daemons.add(new Daemon.Part("oscc.netconsole", NetconsoleScript.PATH));
        });
    return daemons;
  }

  private List<Daemon> syslog(ShellTools.Busybox busybox, Report report) {
    Programs programs = new Programs(input.packages());
    Optional<UnixPath> rsyslog = programs.find("rsyslogd");
    if (rsyslog.isPresent()) {
      RsyslogFile.lay(logging.syslog(), layer);
      return List.of(new Daemon.Part(SYSLOG, rsyslog.get() + " -n -i /run/rsyslogd.pid"));
    }
    Optional<UnixPath> syslogNg = programs.find("syslog-ng");
    if (syslogNg.isPresent()) {
      SyslogNgFile.lay(logging.syslog(), layer);
      return List.of(new Daemon.Part(SYSLOG, syslogNg.get() + SYSLOG_NG_OPTIONS));
    }
    return busybox(busybox, report);
  }

  private List<Daemon> busybox(ShellTools.Busybox busybox, Report report) {
    boolean has = busybox.applets().containsAll(List.of("syslogd", "klogd"));
    for (SyslogServer server : logging.syslog()) {
      boolean can = server.protocol() == Protocol.UDP && server.format() == Format.RFC3164;
      if (!has || !can) {
        report
            .error(
                Code.OS0706,
                server.span(),
                "nothing in the packages can send logs to `%s`".formatted(server.host()))
            .label(
                "%s over %s"
                    .formatted(
                        server.format().name().toLowerCase(Locale.ROOT),
                        server.protocol().name().toLowerCase(Locale.ROOT)))
            .help("add `- deb: [rsyslog]` to `packages`")
            .help("busybox' syslogd can do `format: rfc3164` with `protocol: udp`");
      }
    }
    List<String> servers = logging.syslog().stream().map(s -> "-R " + address(s)).toList();
    return List.of(
        new Daemon.Part(SYSLOG, "/sbin/syslogd -n " + String.join(" ", servers)),
        new Daemon.Part("oscc.klog", "/sbin/klogd -n"));
  }

  private static String address(SyslogServer server) {
    String host = server.host().contains(":") ? "[%s]".formatted(server.host()) : server.host();
    return host + ":" + server.port();
  }
}
