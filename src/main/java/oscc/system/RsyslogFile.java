package oscc.system;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import oscc.manifest.Logging.SyslogServer;
import oscc.template.Template;

/** The configuration of rsyslog, which sends every format by every way. */
final class RsyslogFile {
  private RsyslogFile() {}

  /** Lays it for these servers, of which there is one at least. */
  static void lay(List<SyslogServer> servers, LayerBuilder layer) {
    List<Map<String, String>> values = servers.stream().map(RsyslogFile::values).toList();
    String text = Template.load("etc/rsyslog.conf").render(Map.of("servers", values));
    layer.text("/etc/rsyslog.conf", 0644, text, servers.getFirst().span());
  }

  private static Map<String, String> values(SyslogServer server) {
    return Map.of(
        "host", server.host(),
        "port", Integer.toString(server.port()),
        "protocol", server.protocol().name().toLowerCase(Locale.ROOT),
        "template",
            switch (server.format()) {
              case RFC5424 -> "RSYSLOG_SyslogProtocol23Format";
              case RFC3164 -> "RSYSLOG_TraditionalForwardFormat";
            });
  }
}
