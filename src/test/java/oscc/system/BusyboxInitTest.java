package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;

final class BusyboxInitTest {
  private final Report report = new Report();

  @Test
  void the_inittab_starts_what_the_manifest_declares() throws IOException {
    TestMachine machine =
        new TestMachine()
            .cmdline("console=tty0", "console=ttyS0,115200")
            .dhcp("eth0")
            .ssh(22, true);

    FileTree tree = TestPackages.layer(machine, TestPackages.usual().build(), report).tree();

    assertThat(text(tree, "/etc/inittab"))
        .isEqualTo(
            """
            # What runs, and when; see init of busybox.
            ::sysinit:/usr/lib/oscc/boot
            ::respawn:/sbin/uevent /usr/lib/oscc/hotplug
            ::respawn:/usr/lib/oscc/getty tty1 0 linux
            ::respawn:/usr/lib/oscc/getty ttyS0 115200 vt100
            ::respawn:/usr/lib/oscc/dhcp eth0
            ::respawn:/usr/lib/oscc/sshd
            ::once:/usr/lib/oscc/ready
            ::ctrlaltdel:/sbin/reboot
            ::shutdown:/usr/lib/oscc/shutdown
            ::restart:/sbin/init
            """);
  }

  @Test
  void applets_are_linked_where_no_package_has_the_program() throws IOException {
    FileTreeBuilder packages = TestPackages.usual();
    TestPackages.program(packages, "/usr/bin/mount", Content.of("mount"));
    TestPackages.program(packages, "/usr/sbin/init", Content.of("another init"));

    FileTree tree = TestPackages.layer(new TestMachine(), packages.build(), report).tree();

    assertThat(target(tree, "/usr/bin/sh")).isEqualTo("/usr/bin/busybox");
    assertThat(target(tree, "/usr/sbin/init")).isEqualTo("/usr/bin/busybox");
    assertThat(tree.find(new UnixPath("/usr/bin/mount"))).isEmpty();
    assertThat(tree.find(new UnixPath("/usr/bin/busybox"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSYBOX", "S6"})
  void the_reboot_of_another_init_is_not_that_of_the_machine(Init init) throws IOException {
    FileTreeBuilder packages = TestPackages.usual();
    TestPackages.program(packages, "/usr/sbin/reboot", Content.of("systemctl"));

    FileTree tree =
        TestPackages.layer(new TestMachine().init(init), packages.build(), report).tree();

    assertThat(tree.find(new UnixPath("/usr/sbin/reboot")))
        .get()
        .isInstanceOfSatisfying(
            Node.Symlink.class, link -> assertThat(link.target()).isEqualTo("/usr/bin/busybox"));
  }

  @Test
  void missing_programs_are_errors_that_name_the_deb() throws IOException {
    TestPackages.layer(new TestMachine(), TestPackages.merged().build(), report);

    assertThat(codes()).containsExactly(Code.OS0601);
    assertThat(report.diagnostics().getFirst().help().getFirst()).contains("busybox-static");

    FileTreeBuilder bare = TestPackages.merged();
    TestPackages.program(bare, "/usr/bin/busybox", TestPackages.busybox());
    Report other = new Report();
    TestPackages.layer(new TestMachine().ssh(22, false), bare.build(), other);
    assertThat(other.diagnostics()).extracting(Diagnostic::code).containsOnly(Code.OS0602);
    assertThat(other.diagnostics().getFirst().help().getFirst()).contains("dropbear-bin");
  }

  @Test
  void missing_applets_are_named() throws IOException {
    FileTreeBuilder packages = TestPackages.merged();
    String table = String.join("\0", TestPackages.APPLETS).replace("\0getty", "");
    TestPackages.program(packages, "/usr/bin/busybox", Content.of("\0" + table + "\0\0"));

    TestPackages.layer(new TestMachine(), packages.build(), report);

    assertThat(codes()).containsExactly(Code.OS0603);
    assertThat(report.diagnostics().getFirst().message()).endsWith("has no `getty`");
  }

  @Test
  void the_ready_line_waits_for_the_port_of_the_server() throws IOException {
    FileTree tree =
        TestPackages.layer(new TestMachine().ssh(2222, false), TestPackages.usual().build(), report)
            .tree();

    assertThat(text(tree, "/usr/lib/oscc/ready"))
        .contains("grep -q ':08AE 0*:0000 0A '")
        .contains("fail ssh")
        .contains("announce 'oscc: web is up (build 0123456789abcdef)'");
  }

  @Test
  void host_keys_are_made_where_every_machine_can_write() throws IOException {
    FileTree packages = TestPackages.usual().build();
    FileTree tree = TestPackages.layer(new TestMachine().ssh(22, false), packages, report).tree();

    assertThat(text(tree, "/usr/lib/oscc/sshd")).contains("mkdir -p /var/lib/dropbear\n");
  }

  @Test
  void the_network_script_renames_before_it_gives_addresses() throws IOException {
    TestMachine machine =
        new TestMachine().address("lan0", "52:54:00:12:34:56", "192.0.2.10/24", "192.0.2.1");

    String script =
        text(
            TestPackages.layer(machine, TestPackages.usual().build(), report).tree(),
            "/usr/lib/oscc/network");

    assertThat(script)
        .contains(
            """
            rename 52:54:00:12:34:56 lan0
            run ip link set dev lan0 up
            run ip addr add 192.0.2.10/24 dev lan0
            run ip -4 route add default via 192.0.2.1 dev lan0
            : >/run/oscc/link/lan0
            exit "$failed"
            """);
  }

  private static String target(FileTree tree, String path) {
    return ((Node.Symlink) tree.find(new UnixPath(path)).orElseThrow()).target();
  }

  private Stream<Code> codes() {
    return report.diagnostics().stream().map(Diagnostic::code);
  }
}
