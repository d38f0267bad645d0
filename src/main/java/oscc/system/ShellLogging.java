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
 * What sends logs to other machines. For syslog that is rsyslog, if a package brings it; busybox
 * has a syslogd, which sends RFC 3164 over UDP and nothing else. Netconsole is the kernel's own.
 */
final class ShellLogging {
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
      Optional<UnixPath> rsyslog = new Programs(input.packages()).find("rsyslogd");
      if (rsyslog.isPresent()) {
        RsyslogFile.lay(logging.syslog(), layer);
        daemons.add(new Daemon.Part("oscc.syslog", rsyslog.get() + " -n -i /run/rsyslogd.pid"));
      } else {
        daemons.addAll(busybox(busybox, report));
      }
    }
    logging
        .netconsole()
        .ifPresent(netconsole -> {
          NetconsoleScript.lay(netconsole, layer);
          daemons.add(new Daemon.Part("oscc.netconsole", NetconsoleScript.PATH));
        });
    return daemons;
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
        new Daemon.Part("oscc.syslog", "/sbin/syslogd -n " + String.join(" ", servers)),
        new Daemon.Part("oscc.klog", "/sbin/klogd -n"));
  }

  private static String address(SyslogServer server) {
    String host = server.host().contains(":") ? "[%s]".formatted(server.host()) : server.host();
    return host + ":" + server.port();
  }
}
