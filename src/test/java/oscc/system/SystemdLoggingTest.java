package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.program;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;
import oscc.manifest.Logging;
import oscc.manifest.Logging.Format;
import oscc.manifest.Logging.Netconsole;
import oscc.manifest.Logging.Protocol;
import oscc.manifest.Logging.SyslogServer;

final class SystemdLoggingTest {
  private static final String UNITS = "/etc/systemd/system/";

  private final Report report = new Report();

  @Test
  void the_journal_hands_its_lines_to_rsyslog_of_the_packages() throws IOException {
    FileTreeBuilder packages = TestPackages.debian();
    program(packages, "/usr/sbin/rsyslogd", Content.of("rsyslogd"));
    program(packages, "/usr/lib/systemd/system/rsyslog.service", Content.of("[Unit]\n"));

    FileTree tree = layer(packages, syslog(Protocol.TCP, Format.RFC5424));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(tree, "/etc/systemd/journald.conf.d/oscc-syslog.conf"))
        .contains("\nForwardToSyslog=yes\n");
    assertThat(text(tree, "/etc/rsyslog.conf"))
        .contains("target=\"192.0.2.9\" port=\"514\" protocol=\"tcp\"")
        .contains("RSYSLOG_SyslogProtocol23Format");
    for (String link : List.of("syslog.service", "multi-user.target.wants/rsyslog.service")) {
      assertThat(tree.find(new UnixPath(UNITS + link)))
          .get()
          .isInstanceOfSatisfying(
              Node.Symlink.class,
              l -> assertThat(l.target()).isEqualTo("/lib/systemd/system/rsyslog.service"));
    }
  }

  @Test
  void rsyslog_ends_after_those_who_have_a_last_word_and_before_the_network() throws IOException {
    FileTreeBuilder packages = TestPackages.debian();
    program(packages, "/usr/sbin/rsyslogd", Content.of("rsyslogd"));
    program(packages, "/usr/lib/systemd/system/rsyslog.service", Content.of("[Unit]\n"));
    program(packages, "/usr/bin/web", Content.of("#!/bin/sh\n"));
    TestMachine machine =
        new TestMachine()
            .init(Init.SYSTEMD)
            .service("web", "/usr/bin/web")
            .logging(syslog(Protocol.TCP, Format.RFC5424));

    FileTree tree = TestPackages.layer(machine, packages.build(), report).tree();

    assertThat(text(tree, UNITS + "rsyslog.service.d/oscc.conf"))
        .contains("\nAfter=network.target\n")
        .contains("\nBefore=ssh.service web.service oscc-console@web.service\n")
        .contains("\nExecStop=-/usr/lib/oscc/last-words\n");
  }

  @Test
  void without_rsyslog_nothing_sends_by_syslog() throws IOException {
    layer(TestPackages.debian(), syslog(Protocol.UDP, Format.RFC3164));

    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0706);
    assertThat(report.diagnostics().getFirst().help())
        .containsExactly("add `- deb: [rsyslog]` to `packages`");
  }

  @Test
  void netconsole_needs_programs_that_systemd_does_not_bring() throws IOException {
    layer(TestPackages.debian(), netconsole(Optional.empty()));

    assertThat(report.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.OS0680, Code.OS0680);
    assertThat(report.diagnostics().getLast().help())
        .containsExactly("add `- deb: [iputils-ping]` to `packages`");
  }

  @Test
  void netconsole_with_the_next_hop_given_asks_nobody() throws IOException {
    FileTreeBuilder packages = TestPackages.debian();
    program(packages, "/usr/bin/ip", Content.of("ip"));

    FileTree tree = layer(packages, netconsole(Optional.of("52:54:00:00:00:01")));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(tree, "/usr/lib/oscc/netconsole")).contains("\nmac=52:54:00:00:00:01\n");
    assertThat(text(tree, UNITS + "oscc-netconsole.service"))
        .contains("ExecStart=/usr/lib/oscc/netconsole\n");
  }

  private static Logging syslog(Protocol protocol, Format format) {
    SyslogServer server = new SyslogServer("192.0.2.9", 514, protocol, format, TestMachine.SPAN);
    return new Logging(OptionalLong.empty(), List.of(server), Optional.empty());
  }

  private static Logging netconsole(Optional<String> mac) {
    Netconsole target = new Netconsole("192.0.2.9", 6666, "eth0", mac, TestMachine.SPAN);
    return new Logging(OptionalLong.empty(), List.of(), Optional.of(target));
  }

  private FileTree layer(FileTreeBuilder packages, Logging logging) throws IOException {
    TestMachine machine = new TestMachine().init(Init.SYSTEMD).dhcp("eth0").logging(logging);
    return TestPackages.layer(machine, packages.build(), report).tree();
  }
}
