package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
import oscc.manifest.Service;

/** What every init system has to do, whichever it is. */
final class InitSystemTest {
  private final Report report = new Report();

  @ParameterizedTest
  @EnumSource
  void every_init_system_is_registered_under_its_own_key_and_lays_an_init(Init key)
      throws IOException {
    TestMachine machine =
        key == Init.EXEC
            ? new TestMachine().init(key, "/hello", "-v")
            : new TestMachine().init(key);

    FileTreeBuilder packages = key == Init.SYSTEMD ? TestPackages.debian() : TestPackages.usual();

    FileTree tree = TestPackages.layer(machine, packages.build(), report).tree();

    assertThat(InitSystem.of(key).key()).isEqualTo(key);
    assertThat(report.hasErrors()).isFalse();
    assertThat(tree.find(new UnixPath("/usr/sbin/init"))).isPresent();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXEC")
  void programs_that_no_package_brings_are_errors_that_name_the_deb(Init key) throws IOException {
    TestPackages.layer(new TestMachine().init(key), TestPackages.merged().build(), report);

    assertThat(report.hasErrors()).isTrue();
    assertThat(report.diagnostics())
        .allSatisfy(d -> assertThat(d.code()).isIn(Code.OS0601, Code.OS0621))
        .allSatisfy(d -> assertThat(d.help().getFirst()).contains("- deb: ["));
  }

  @Test
  void a_service_runs_as_its_user_and_in_its_surroundings() throws IOException {
    FileTree tree = services(Init.RUNIT, Services.full("app"), simple("web"));

    assertThat(text(tree, "/usr/lib/oscc/service/app"))
        .contains(
            """
            after=web
            oneshot=''
            restart=on_failure
            log='file'
            owner=65534:6
            port=''
            """)
        .contains("cd '/srv/it'\\''s' || exit 126\n")
        .contains("exec env -i PATH=/usr/local/sbin:")
        .contains(" 'LEVEL=a b' /usr/bin/busybox start-stop-daemon -S")
        .contains(" -c 65534:6 -a \"$program\" -- \"$@\"\n")
        .contains("as_service /usr/bin/app '--level=$x'\n")
        .contains("as_service /bin/true\n");
  }

  @Test
  void services_end_before_those_that_they_wait_for() throws IOException {
    FileTree tree = services(Init.BUSYBOX, Services.full("app"), simple("web"), simple("other"));

    assertThat(text(tree, "/usr/lib/oscc/stop"))
        .contains(
            """
            : >/run/oscc/stopping
            signal INT app
            signal TERM other
            await_end app other
            signal TERM web
            await_end web
            """);
  }

  @Test
  void runit_wants_a_shell_that_finds_its_poweroff() throws IOException {
    TestMachine machine = new TestMachine().init(Init.RUNIT);

    TestPackages.layer(machine, TestPackages.usual().build(), report);

    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0623);
    assertThat(report.hasErrors()).isFalse();
  }

  @Test
  void an_unknown_user_and_an_unknown_group_are_errors() throws IOException {
    Service service =
        new Service(
            "web",
            List.of(TestMachine.at("/bin/web")),
            true,
            List.of(),
            Service.Restart.NEVER,
            Optional.of(TestMachine.at("jim")),
            Optional.of(TestMachine.at("wheel")),
            UnixPath.ROOT,
            new TreeMap<>(),
            Optional.empty(),
            Service.StopSignal.TERM,
            Service.Log.NONE,
            TestMachine.SPAN);

    TestPackages.layer(new TestMachine().service(service), TestPackages.usual().build(), report);

    assertThat(report.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.OS0620, Code.OS0620);
  }

  @Test
  void what_runit_and_s6_write_lies_in_run() throws IOException {
    FileTree runit = services(Init.RUNIT, simple("web"));
    FileTree s6 = services(Init.S6, simple("web"));

    assertThat(target(runit, "/etc/sv/web/supervise")).isEqualTo("/run/runit/web");
    assertThat(target(runit, "/etc/service")).isEqualTo("/run/service");
    assertThat(text(runit, "/etc/runit/1")).contains("ln -s /etc/sv/web /run/service/web\n");
    assertThat(text(s6, "/usr/sbin/init")).contains("cp -a /etc/s6/service /run/service\n");
    assertThat(text(s6, "/etc/s6/service/web/down-signal")).isEqualTo("SIGTERM\n");
  }

  private static Service simple(String name) {
    return new TestMachine()
        .service(name, "/bin/" + name)
        .build()
        .services()
        .values()
        .iterator()
        .next();
  }

  private FileTree services(Init init, Service... services) throws IOException {
    TestMachine machine = new TestMachine().init(init);
    List.of(services).forEach(machine::service);
    FileTreeBuilder packages = TestPackages.usual();
    TestPackages.program(packages, "/usr/bin/sh", Content.of("a shell"));
    FileTree tree = TestPackages.layer(machine, packages.build(), report).tree();
    assertThat(report.diagnostics()).isEmpty();
    return tree;
  }

  private static String target(FileTree tree, String path) {
    return ((Node.Symlink) tree.find(new UnixPath(path)).orElseThrow()).target();
  }
}
