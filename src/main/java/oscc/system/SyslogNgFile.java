package oscc.system;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import oscc.manifest.Logging.SyslogServer;
import oscc.template.Template;

/** The configuration of syslog-ng, which sends every format by every way. */
final class SyslogNgFile {
  private static final String PATH = "/etc/syslog-ng/syslog-ng.conf";

  private SyslogNgFile() {}

  /** Lays it for these servers, of which there is one at least. */
  static void lay(List<SyslogServer> servers, LayerBuilder layer) {
    List<Map<String, String>> values = servers.stream().map(SyslogNgFile::values).toList();
    String text = Template.load("etc/syslog-ng.conf").render(Map.of("servers", values));
    layer.text(PATH, 0644, text, servers.getFirst().span());
  }

  private static Map<String, String> values(SyslogServer server) {
    return Map.of(
        "driver",
        switch (server.format()) {
          case RFC5424 -> "syslog";
          case RFC3164 -> "network";
        },
        "host",
        server.host(),
        "port",
        Integer.toString(server.port()),
        "protocol",
        server.protocol().name().toLowerCase(Locale.ROOT),
        "family",
        server.host().contains(":") ? "6" : "4");
  }
}
