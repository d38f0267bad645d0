package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.FileSpec;
import oscc.manifest.Init;

final class SystemdInitTest {
  private static final String UNITS = "/etc/systemd/system/";

  private static final String UNIT =
      """
      [Unit]
      Description=app
      Wants=oscc-network.service
      After=oscc-network.service web.service
      Wants=oscc-log@app.service
      After=oscc-log@app.service
      StartLimitIntervalSec=0

      [Service]
      Type=exec
      ExecCondition=+/usr/lib/oscc/begin app web
      ExecStart=:"/usr/bin/app" "--level=$x"
      ExecStartPost=:/usr/lib/oscc/probe "/bin/true"
      ExecStartPost=+/usr/lib/oscc/mark app
      ExecStopPost=+/usr/lib/oscc/ended app on_failure
      Restart=on-failure
      RestartForceExitStatus=SIGHUP SIGINT SIGTERM SIGPIPE
      RestartSec=1
      TimeoutStartSec=infinity
      TimeoutStopSec=10
      KillSignal=SIGINT
      User=65534
      Group=6
      WorkingDirectory=/srv/it's
      UMask=0022
      Environment="PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
      Environment="LEVEL=a b"
      UnsetEnvironment=HOME INVOCATION_ID JOURNAL_STREAM LANG LOGNAME SHELL SYSTEMD_EXEC_PID USER
      SyslogIdentifier=app
      StandardOutput=append:/run/oscc/log/app
      StandardError=inherit
      """;

  private final Report report = new Report();

  @Test
  void each_missing_package_is_an_error_that_names_the_deb() throws IOException {
    TestPackages.layer(machine(), TestPackages.merged().build(), report);

    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsOnly(Code.OS0601);
    assertThat(report.diagnostics())
        .flatExtracting(Diagnostic::help)
        .extracting(help -> help.replaceAll("add `- deb: \\[(.*)]` to `packages`", "$1"))
        .contains("systemd", "systemd-sysv", "udev", "dbus", "kmod", "util-linux", "login")
        .doesNotHaveDuplicates();
  }

  @Test
  void an_interface_with_an_address_is_waited_for_and_needs_no_cable() throws IOException {
    FileTree tree =
        lay(machine().address("lan0", "52:54:00:12:34:56", "192.0.2.10/24", "192.0.2.1"));

    assertThat(text(tree, "/etc/systemd/network/10-lan0.link"))
        .contains("MACAddress=52:54:00:12:34:56\n")
        .contains("Name=lan0\n");
    assertThat(text(tree, "/etc/systemd/network/10-lan0.network"))
        .isEqualTo(
            """
            [Match]
            Name=lan0

            [Network]
            ConfigureWithoutCarrier=yes
            DHCP=no
            Address=192.0.2.10/24
            Gateway=192.0.2.1

            [IPv6AcceptRA]
            # As much as the kernel itself does, which is all that there is under other init systems.
            DHCPv6Client=no
            UseDNS=no
            UseDomains=no
            """);
    assertThat(text(tree, UNITS + "oscc-network.service"))
        .contains("wait-online --timeout=60 --interface=lan0:no-carrier\n");
  }

  @Test
  void dhcp_is_not_waited_for_and_goes_by_the_mac() throws IOException {
    FileTree tree = lay(machine().dhcp("eth0").nameservers("192.0.2.53"));

    assertThat(text(tree, "/etc/systemd/network/10-eth0.network"))
        .contains("DHCP=ipv4\n", "ClientIdentifier=mac\n", "Hostname=web\n");
    assertThat(text(tree, UNITS + "oscc-network.service"))
        .contains("ExecStart=/usr/lib/oscc/interfaces eth0\nExecStart=/bin/true\n");
    assertThat(text(tree, "/usr/lib/oscc/resolver")).contains("echo 'nameserver 192.0.2.53'\n");
    assertThat(target(tree, UNITS + "multi-user.target.wants/systemd-networkd.service"))
        .isEqualTo("/lib/systemd/system/systemd-networkd.service");
  }

  @Test
  void resolved_looks_after_name_servers_where_a_package_brings_it() throws IOException {
    FileTreeBuilder packages = TestPackages.debian();
    String unit = "/usr/lib/systemd/system/systemd-resolved.service";
    TestPackages.program(packages, unit, Content.of("[Unit]\n"));
    TestMachine machine = machine().dhcp("eth0").nameservers("192.0.2.53");

    FileTree tree = TestPackages.layer(machine, packages.build(), report).tree();

    assertThat(text(tree, "/etc/systemd/resolved.conf.d/oscc.conf")).contains("DNS=192.0.2.53\n");
    assertThat(text(tree, "/usr/lib/tmpfiles.d/oscc.conf"))
        .contains("L /run/oscc/resolv.conf - - - - ../systemd/resolve/resolv.conf\n");
    assertThat(tree.find(new UnixPath("/usr/lib/oscc/resolver"))).isEmpty();
  }

  @Test
  void what_makes_no_sense_in_an_image_is_masked_if_it_is_there() throws IOException {
    FileTree tree = lay(machine());

    assertThat(target(tree, UNITS + "apt-daily.timer")).isEqualTo("/dev/null");
    assertThat(target(tree, UNITS + "ssh.service")).isEqualTo("/dev/null");
    assertThat(tree.find(new UnixPath(UNITS + "fstrim.timer"))).isEmpty();
  }

  @Test
  void openssh_takes_keys_alone_and_makes_its_host_key_where_every_root_can_be_written()
      throws IOException {
    FileTree tree = lay(machine().openssh(2222));

    assertThat(text(tree, "/etc/ssh/sshd_config"))
        .contains("Port 2222\n", "PasswordAuthentication no\n", "UsePAM no\n")
        .contains("HostKey /var/lib/ssh/ssh_host_ed25519_key\n");
    assertThat(text(tree, "/usr/lib/oscc/sshd"))
        .contains("key=/var/lib/ssh/ssh_host_ed25519_key\n");
    assertThat(text(tree, UNITS + "ssh.service")).contains("/usr/lib/oscc/await-port 2222\n");
    assertThat(target(tree, UNITS + "ssh.socket")).isEqualTo("/dev/null");
  }

  @Test
  void a_host_key_of_the_manifest_is_used_and_none_is_made() throws IOException {
    FileTree tree =
        lay(
            machine()
                .disk()
                .openssh(22)
                .file("/etc/ssh/ssh_host_ed25519_key", new FileSpec.Body.Text("secret")));

    assertThat(text(tree, "/etc/ssh/sshd_config"))
        .contains("HostKey /etc/ssh/ssh_host_ed25519_key\n")
        .doesNotContain("/var/lib/ssh");
    assertThat(text(tree, "/usr/lib/oscc/sshd")).doesNotContain("ssh-keygen");
  }

  @Test
  void a_host_key_that_is_taken_away_is_none_that_the_manifest_brings() throws IOException {
    FileTreeBuilder packages = TestPackages.debian();
    String key = "/etc/ssh/ssh_host_ed25519_key";
    TestPackages.program(packages, key, Content.of("secret"));
    TestMachine machine = machine().openssh(22).file(key, new FileSpec.Body.Absent());

    FileTree tree = TestPackages.layer(machine, packages.build(), report).tree();

    assertThat(text(tree, "/etc/ssh/sshd_config")).contains("HostKey /var/lib/ssh/ssh_host_");
    assertThat(text(tree, "/usr/lib/oscc/sshd")).contains("ssh-keygen");
  }

  @Test
  void the_disk_of_what_lasts_is_let_go_at_the_very_end() throws IOException {
    String path = UNITS + "run-oscc-disk.mount.d/oscc.conf";

    assertThat(lay(machine()).find(new UnixPath(path))).isEmpty();
    assertThat(text(lay(machine().persist("state", "/var/lib")), path))
        .contains("\nDefaultDependencies=no\n");
  }

  @Test
  void what_goes_to_the_console_is_shown_by_a_unit_of_its_own() throws IOException {
    FileTree tree = lay(machine().service("web", "/bin/web"));

    assertThat(text(tree, UNITS + "web.service"))
        .contains("Wants=oscc-console@web.service\nAfter=oscc-console@web.service\n")
        .contains("StandardOutput=append:/run/oscc/log/web\n");
    assertThat(text(tree, UNITS + "oscc-console@.service"))
        .contains(
            """
            ExecStart=/usr/lib/oscc/console %i
            ExecStop=-/usr/lib/oscc/drain %i
            SyslogIdentifier=%i
            """);
    assertThat(tree.find(new UnixPath(UNITS + "oscc-log@.service"))).isEmpty();
  }

  @Test
  void a_service_is_a_unit_that_waits_runs_and_ends_as_the_manifest_says() throws IOException {
    FileTree tree = lay(machine().service("web", "/bin/web").service(Services.full("app")));

    assertThat(text(tree, UNITS + "app.service")).isEqualTo(UNIT);
    assertThat(target(tree, UNITS + "multi-user.target.wants/app.service"))
        .isEqualTo(UNITS + "app.service");
    assertThat(text(tree, "/usr/lib/tmpfiles.d/oscc-log-app.conf"))
        .contains("p /run/oscc/log/app 0600 65534 6\n");
    // The cause is named if a service fails that another waits for.
    assertThat(text(tree, "/usr/lib/oscc/ready")).contains("await web\nawait app\n");
  }

  @Test
  void a_service_named_like_a_unit_of_a_package_is_an_error() throws IOException {
    FileTreeBuilder packages = TestPackages.debian();
    TestPackages.program(packages, "/usr/lib/systemd/system/web.service", Content.of("[Unit]\n"));

    TestPackages.layer(machine().service("web", "/bin/web"), packages.build(), report);

    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0651);
  }

  @Test
  void words_of_units_reach_the_program_as_they_are() {
    assertThat(UnitWord.quote("a \"b\\ 100%\n\t\u0001$x"))
        .isEqualTo("\"a \\\"b\\\\ 100%%\\n\\t\\x01$x\"");
  }

  @Test
  void the_machine_id_is_empty_and_nobody_may_write_it() throws IOException {
    FileTree tree = lay(machine());

    assertThat(text(tree, "/etc/machine-id")).isEmpty();
    assertThat(tree.inode(new UnixPath("/etc/machine-id")).orElseThrow().attributes().mode().bits())
        .isEqualTo(0444);
  }

  private static TestMachine machine() {
    return new TestMachine().init(Init.SYSTEMD);
  }

  private FileTree lay(TestMachine machine) throws IOException {
    FileTree tree = TestPackages.layer(machine, TestPackages.debian().build(), report).tree();
    assertThat(report.diagnostics()).isEmpty();
    return tree;
  }

  private static String target(FileTree tree, String path) {
    return ((Node.Symlink) tree.find(new UnixPath(path)).orElseThrow()).target();
  }
}
