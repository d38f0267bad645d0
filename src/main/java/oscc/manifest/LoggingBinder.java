package oscc.manifest;

import java.util.Locale;

/** Makes the record of {@code logging}. */
final class LoggingBinder {
  private static final int SYSLOG_PORT = 514;

  /** Where netconsole sends by itself; see the kernel's "Netconsole". */
  private static final int NETCONSOLE_PORT = 6666;

  private LoggingBinder() {}

  static Logging logging(Fields logging) {
    return new Logging(
        logging.number("console_level"),
        logging.each("syslog").stream().map(LoggingBinder::server).toList(),
        logging.fields("netconsole").map(LoggingBinder::netconsole));
  }

  private static Logging.SyslogServer server(Fields server) {
    return new Logging.SyslogServer(
        server.text("host").orElseThrow(),
        server.number("port", SYSLOG_PORT),
        Binder.word(Logging.Protocol.class, server.text("protocol", "udp")),
        Binder.word(Logging.Format.class, server.text("format", "rfc5424")),
        server.site().span());
  }

  private static Logging.Netconsole netconsole(Fields netconsole) {
    return new Logging.Netconsole(
        netconsole.text("host").orElseThrow(),
        netconsole.number("port", NETCONSOLE_PORT),
        netconsole.text("interface").orElseThrow(),
        netconsole.text("mac").map(m -> m.toLowerCase(Locale.ROOT)),
        netconsole.site().span());
  }
}
