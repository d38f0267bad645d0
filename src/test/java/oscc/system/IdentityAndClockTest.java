package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import java.util.Set;
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

/** {@code machine_id} and {@code network.ntp}. */
final class IdentityAndClockTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final UnixPath FILE = new UnixPath("/etc/machine-id");

  private final Report report = new Report();

  private FileTree lay(TestMachine machine, FileTreeBuilder packages) throws IOException {
    return TestPackages.layer(machine, packages.build(), report).tree();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSYBOX", "SYSTEMD"})
  void a_fixed_id_is_a_file_that_nobody_may_write(Init init) throws IOException {
    FileTreeBuilder packages = init == Init.SYSTEMD ? TestPackages.debian() : TestPackages.usual();

    FileTree tree = lay(new TestMachine().init(init).machineId(ID), packages);

    assertThat(text(tree, FILE.value())).isEqualTo(ID + "\n");
    assertThat(tree.inode(FILE).orElseThrow().attributes().mode().bits()).isEqualTo(0444);
  }

  @Test
  void a_random_id_is_made_where_a_read_only_machine_can_write() throws IOException {
    FileTree tree = lay(new TestMachine().machineId("random"), TestPackages.usual());

    assertThat(tree.find(FILE).orElseThrow())
        .isInstanceOfSatisfying(
            Node.Symlink.class, l -> assertThat(l.target()).isEqualTo("/run/oscc/machine-id"));
    assertThat(text(tree, "/usr/lib/oscc/boot"))
        .contains("tr -d - </proc/sys/kernel/random/uuid >/run/oscc/machine-id\n");
  }

  @Test
  void systemd_makes_a_random_id_itself() throws IOException {
    FileTree tree =
        lay(new TestMachine().init(Init.SYSTEMD).machineId("random"), TestPackages.debian());

    assertThat(text(tree, FILE.value())).isEmpty();
  }

  @Test
  void who_says_nothing_has_no_id() throws IOException {
    FileTree tree = lay(new TestMachine(), TestPackages.usual());

    assertThat(tree.find(FILE)).isEmpty();
    assertThat(text(tree, "/usr/lib/oscc/boot")).doesNotContain("machine-id");
  }

  @Test
  void chrony_is_told_of_the_servers_and_started_beside_all_else() throws IOException {
    FileTreeBuilder packages = TestPackages.usual();
    TestPackages.program(packages, "/usr/sbin/chronyd", Content.of("chronyd"));

    FileTree tree = lay(new TestMachine().ntp("192.0.2.123", "ntp.example.org"), packages);

    assertThat(text(tree, "/usr/lib/oscc/ntp"))
        .contains(
            "exec /usr/sbin/chronyd -d -u root 'server 192.0.2.123 iburst'"
                + " 'server ntp.example.org iburst' 'makestep 1 -1' rtcsync 'cmdport 0'");
    assertThat(text(tree, "/etc/inittab")).contains("::respawn:/usr/lib/oscc/ntp\n");
  }

  @Test
  void a_busybox_that_has_it_does_without_a_package() throws IOException {
    TestMachine machine = new TestMachine().ntp("192.0.2.123", "ntp.example.org");
    FileTree packages = TestPackages.usual().build();
    LayerBuilder layer = new LayerBuilder(packages, 7, report);
    var busybox = new ShellTools.Busybox(new UnixPath("/bin/busybox"), Set.of("sh", "ntpd"));

    new ShellClock(TestPackages.input(machine, packages), layer).lay(busybox, report);

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(layer.build().tree(), "/usr/lib/oscc/ntp"))
        .contains("exec ntpd -n -p 192.0.2.123 -p ntp.example.org >");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSYBOX", "SYSTEMD"})
  void without_anything_that_asks_time_servers_the_package_is_named(Init init) throws IOException {
    FileTreeBuilder packages = init == Init.SYSTEMD ? TestPackages.debian() : TestPackages.usual();

    lay(new TestMachine().init(init).ntp("192.0.2.123"), packages);

    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0660);
    assertThat(report.diagnostics().getFirst().span()).contains(TestMachine.SERVER);
    assertThat(report.diagnostics().getFirst().help().getFirst())
        .isEqualTo(
            "add `- deb: [%s]` to `packages`"
                .formatted(init == Init.SYSTEMD ? "systemd-timesyncd" : "chrony"));
  }

  @Test
  void timesyncd_asks_those_servers_and_no_others() throws IOException {
    FileTreeBuilder packages = TestPackages.debian();
    String unit = "/usr/lib/systemd/system/systemd-timesyncd.service";
    TestPackages.program(packages, unit, Content.of("[Unit]\n"));

    FileTree tree = lay(new TestMachine().init(Init.SYSTEMD).ntp("a.example", "::1"), packages);

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(tree, "/etc/systemd/timesyncd.conf.d/oscc.conf"))
        .isEqualTo("[Time]\nNTP=a.example ::1\nFallbackNTP=\n");
    assertThat(
            tree.find(
                new UnixPath("/etc/systemd/system/sysinit.target.wants/systemd-timesyncd.service")))
        .isPresent();
  }
}
