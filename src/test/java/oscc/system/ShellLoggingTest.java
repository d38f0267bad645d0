package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Logging;
import oscc.manifest.Logging.Format;
import oscc.manifest.Logging.Protocol;

final class ShellLoggingTest {
  private final Report report = new Report();

  @Test
  void busybox_sends_the_old_format_over_udp() throws IOException {
    FileTree tree =
        layer(
            TestPackages.usual(),
            server("192.0.2.9", Protocol.UDP, Format.RFC3164),
            server("2001:db8::8", Protocol.UDP, Format.RFC3164));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(tree, "/etc/inittab"))
        .contains("::respawn:/sbin/syslogd -n -R 192.0.2.9:514 -R [2001:db8::8]:514\n")
        .contains("::respawn:/sbin/klogd -n\n");
  }

  @Test
  void what_busybox_cannot_send_takes_rsyslog() throws IOException {
    layer(
        TestPackages.usual(),
        server("192.0.2.9", Protocol.UDP, Format.RFC5424),
        server("192.0.2.8", Protocol.TCP, Format.RFC3164));

    assertThat(report.diagnostics())
        .extracting(d -> d.code())
        .containsExactly(Code.OS0706, Code.OS0706);
    assertThat(report.diagnostics().getFirst().help().getFirst())
        .isEqualTo("add `- deb: [rsyslog]` to `packages`");
  }

  @Test
  void rsyslog_of_the_packages_sends_every_format_by_every_way() throws IOException {
    Node.RegularFile program =
        new Node.RegularFile(Attributes.ofRoot(0755, 0), Content.of("rsyslogd"));
    FileTree tree =
        layer(
            TestPackages.usual().put(new UnixPath("/usr/sbin/rsyslogd"), program),
            server("192.0.2.9", Protocol.TCP, Format.RFC5424));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(tree, "/etc/inittab")).contains("::respawn:/usr/sbin/rsyslogd -n ");
    assertThat(text(tree, "/etc/rsyslog.conf"))
        .contains("type=\"omfwd\" target=\"192.0.2.9\" port=\"514\" protocol=\"tcp\"")
        .contains("template=\"RSYSLOG_SyslogProtocol23Format\"");
  }

  @Test
  void syslog_ng_of_the_packages_does_so_where_there_is_no_rsyslog() throws IOException {
    Node.RegularFile program =
        new Node.RegularFile(Attributes.ofRoot(0755, 0), Content.of("syslog-ng"));
    FileTree tree =
        layer(
            TestPackages.usual().put(new UnixPath("/usr/sbin/syslog-ng"), program),
            server("192.0.2.9", Protocol.TCP, Format.RFC5424),
            server("2001:db8::8", Protocol.UDP, Format.RFC3164));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(tree, "/etc/inittab"))
        .contains("::respawn:/usr/sbin/syslog-ng -F ")
        .doesNotContain("klogd");
    assertThat(text(tree, "/etc/syslog-ng/syslog-ng.conf"))
        .contains("time-reopen(2)")
        .contains(" syslog(\"192.0.2.9\" port(514) transport(\"tcp\") ip-protocol(4) ")
        .contains(" network(\"2001:db8::8\" port(514) transport(\"udp\") ip-protocol(6) ");
  }

  @Test
  void netconsole_asks_for_the_next_hop_unless_it_is_given() throws IOException {
    FileTree tree =
        layer(
            TestPackages.usual(),
            new Logging(
                OptionalLong.empty(),
                List.of(),
                Optional.of(
                    new Logging.Netconsole(
                        "192.0.2.9", 6667, "eth0", Optional.empty(), TestMachine.SPAN))));

    assertThat(text(tree, "/etc/inittab")).contains("::respawn:/usr/lib/oscc/netconsole\n");
    assertThat(text(tree, "/usr/lib/oscc/netconsole"))
        .contains("\nhost=192.0.2.9\nlink=eth0\nmac=''\n")
        .contains("echo 6667 >");
  }

  private FileTree layer(FileTreeBuilder packages, Logging.SyslogServer... servers)
      throws IOException {
    return layer(packages, new Logging(OptionalLong.empty(), List.of(servers), Optional.empty()));
  }

  private FileTree layer(FileTreeBuilder packages, Logging logging) throws IOException {
    TestMachine machine = new TestMachine().dhcp("eth0").logging(logging);
    return TestPackages.layer(machine, packages.build(), report).tree();
  }

  private static Logging.SyslogServer server(String host, Protocol protocol, Format format) {
    return new Logging.SyslogServer(host, 514, protocol, format, TestMachine.SPAN);
  }
}
