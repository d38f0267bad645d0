package oscc.manifest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import oscc.diag.Span;

/**
 * The {@code logging} section.
 *
 * @param consoleLevel messages of the kernel below it go to the console
 */
public record Logging(
    OptionalLong consoleLevel, List<SyslogServer> syslog, Optional<Netconsole> netconsole) {

  /** A machine that says nothing to anybody. */
  public static final Logging NONE = new Logging(OptionalLong.empty(), List.of(), Optional.empty());

  public Logging {
    syslog = List.copyOf(syslog);
  }

  /** A server that gets every line. */
  public record SyslogServer(String host, int port, Protocol protocol, Format format, Span span) {}

  /** How lines travel. */
  public enum Protocol {
    UDP,
    TCP
  }

  /** How lines look. */
  public enum Format {
    RFC5424,
    RFC3164
  }

  /**
   * Who gets the kernel's messages.
   *
   * @param link the interface that sends
   * @param mac the next hop's; asked for if absent
   */
  public record Netconsole(String host, int port, String link, Optional<String> mac, Span span) {}
}
