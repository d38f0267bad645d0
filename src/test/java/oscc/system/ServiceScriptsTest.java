package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.UnixPath;
import oscc.manifest.Service;
import oscc.manifest.Service.Restart;

/** The scripts of services, run by the host's busybox on folders of the test. */
@Tag("tools")
final class ServiceScriptsTest {
  private static final List<String> SCRIPTS =
      List.of("start", "watch", "ended", "log", "stop", "ready");

  @TempDir private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    for (String name : List.of("run/failed", "run/service/app", "lib/service", "log")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.createFile(folder.resolve("run/network"));
  }

  @Test
  void each_quick_end_doubles_the_wait_up_to_half_a_minute() throws Exception {
    lay(service(false, Restart.ALWAYS, "exit 1"));

    StringBuilder waits = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      assertThat(run("ended", "app", "1")).isZero();
      waits.append(Files.readString(state("wait")).strip()).append(' ');
    }

    assertThat(waits.toString()).isEqualTo("1 2 4 8 16 30 30 ");
  }

  @Test
  void a_long_life_makes_the_wait_short_again() throws Exception {
    lay(service(false, Restart.ALWAYS, "exit 1"));
    Files.writeString(state("wait"), "16\n");
    Files.writeString(state("begun"), "0.00 0.00\n");

    assertThat(run("ended", "app", "0")).isZero();

    assertThat(Files.readString(state("wait"))).isEqualTo("1\n");
  }

  @Test
  void what_ends_before_it_was_up_and_is_not_restarted_has_failed() throws Exception {
    lay(service(false, Restart.ON_FAILURE, "exit 0"));

    assertThat(run("ended", "app", "1")).isZero();
    assertThat(folder.resolve("run/failed/app")).doesNotExist();
    assertThat(run("ended", "app", "0")).isEqualTo(1);
    assertThat(folder.resolve("run/failed/app")).exists();
  }

  @Test
  void what_was_up_once_has_not_failed() throws Exception {
    lay(service(false, Restart.NEVER, "exit 0"));
    Files.createFile(state("up"));

    assertThat(run("ended", "app", "143")).isEqualTo(1);

    assertThat(folder.resolve("run/failed/app")).doesNotExist();
  }

  @Test
  void a_one_shot_is_ready_when_it_has_ended_with_0() throws Exception {
    lay(service(true, Restart.ON_FAILURE, "exit 0"));

    assertThat(run("ended", "app", "3")).isZero();
    assertThat(state("ready")).doesNotExist();
    assertThat(run("ended", "app", "0")).isEqualTo(1);
    assertThat(state("ready")).exists();
    assertThat(state("up")).exists();
  }

  @Test
  void a_program_gets_its_words_and_no_environment_but_its_own() throws Exception {
    lay(service(true, Restart.NEVER, "env; pwd; printf '[%s]' \"$0\" \"$@\"; exit 7"));

    assertThat(run("start", "app")).isEqualTo(7);

    assertThat(Files.readString(folder.resolve("log/out")).lines())
        .contains(
            "LEVEL=it's $HOME", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .contains("/usr", "[$x][two words][*]")
        .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("USER="));
  }

  @Test
  void a_service_is_up_after_a_second_of_life() throws Exception {
    lay(service(false, Restart.NEVER, "exec sleep 1.9"));

    assertThat(run("start", "app")).isZero();

    assertThat(state("up")).exists();
  }

  @Test
  void nothing_is_started_while_the_machine_ends() throws Exception {
    lay(service(false, Restart.ALWAYS, "exit 0"));
    Files.createFile(folder.resolve("run/stopping"));

    assertThat(run("start", "app")).isEqualTo(1);
    assertThat(run("ended", "app", "1")).isEqualTo(1);
  }

  @Test
  void a_log_file_and_the_one_before_it_have_a_mebibyte_each_at_most() throws Exception {
    lay(service(false, Restart.NEVER, "exit 0"));
    Files.writeString(folder.resolve("log/out"), ("x".repeat(1023) + "\n").repeat(2500));

    assertThat(run("log", "app")).isZero();

    assertThat(Files.size(folder.resolve("log/app.log.1"))).isEqualTo(1 << 20);
    assertThat(Files.size(folder.resolve("log/app.log"))).isEqualTo((2500 - 2048) * 1024);
  }

  @Test
  void who_stops_the_services_waits_until_their_last_lines_are_in_the_log() throws Exception {
    lay(service(false, Restart.NEVER, "exit 0"));
    Files.delete(state("log"));
    assertThat(new ProcessBuilder("mkfifo", state("log").toString()).start().waitFor()).isZero();
    Process log = new ProcessBuilder(command("log", "app")).start();
    try {
      String lines = "line\n".repeat(200);
      Files.writeString(state("log"), lines + "cut short");
      assertThat(run("stop")).isZero();

      assertThat(folder.resolve("log/app.log")).hasContent(lines + "cut short\n");
    } finally {
      log.destroy();
      log.waitFor();
    }
  }

  @Test
  void the_ready_line_waits_for_every_service() throws Exception {
    lay(service(false, Restart.NEVER, "exit 0"));
    layNetwork();

    Process ready = new ProcessBuilder(command("ready")).start();
    assertThat(ready.waitFor(1, TimeUnit.SECONDS)).isFalse();
    Files.createFile(state("up"));

    assertThat(ready.waitFor()).isZero();
    assertThat(Files.readString(folder.resolve("console")))
        .isEqualTo("\n" + TestPackages.READY + "\n");
  }

  @Test
  void times_that_are_still_being_written_count_as_not_there() throws Exception {
    lay(service(false, Restart.ALWAYS, "exit 1"));
    layNetwork();
    Files.createFile(state("since"));
    Files.createFile(state("begun"));

    Process ready = new ProcessBuilder(command("ready")).start();
    assertThat(ready.waitFor(1, TimeUnit.SECONDS)).isFalse();
    assertThat(run("ended", "app", "1")).isZero();
    Files.createFile(state("up"));

    assertThat(ready.waitFor()).isZero();
  }

  @Test
  void what_failed_and_what_takes_too_long_is_named() throws Exception {
    lay(service(false, Restart.ALWAYS, "exit 0"));
    layNetwork();

    Files.writeString(state("since"), "0.00 0.00\n");
    assertThat(run("ready")).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("console"))).isEqualTo("\noscc: web failed: app\n");

    Files.createFile(folder.resolve("run/failed/modules"));
    assertThat(run("ready")).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("console"))).contains("oscc: web failed: modules");
  }

  @Test
  void what_keeps_another_from_its_start_is_named_in_time() throws Exception {
    // By name the one that waits would be asked for first, and it has no time of its own.
    lay(new TestMachine().service("web", "/bin/web").service(Services.full("app")));
    layNetwork();
    Files.createDirectories(folder.resolve("run/service/web"));
    Files.writeString(folder.resolve("run/service/web/since"), "0.00 0.00\n");

    assertThat(run("ready")).isEqualTo(1);

    assertThat(Files.readString(folder.resolve("console"))).isEqualTo("\noscc: web failed: web\n");
  }

  private Path state(String name) {
    return folder.resolve("run/service/app").resolve(name);
  }

  private static Service service(boolean oneshot, Restart restart, String script) {
    return new Service(
        "app",
        List.of("/usr/bin/env", "sh", "-c", script, "$x", "two words", "*").stream()
            .map(TestMachine::at)
            .toList(),
        oneshot,
        List.of(),
        restart,
        Optional.empty(),
        Optional.empty(),
        new UnixPath("/usr"),
        new TreeMap<>(Map.of("LEVEL", "it's $HOME")),
        Optional.empty(),
        Service.StopSignal.TERM,
        Service.Log.FILE,
        TestMachine.SPAN);
  }

  /** Puts the scripts into the test's folder; the FIFO that takes lines is a plain file there. */
  private void lay(Service service) throws IOException {
    lay(new TestMachine().service(service));
  }

  private void lay(TestMachine machine) throws IOException {
    FileTree tree = TestPackages.layer(machine, TestPackages.usual().build(), new Report()).tree();
    for (String name : SCRIPTS) {
      Path file = folder.resolve("lib").resolve(name);
      Files.writeString(file, here(TestPackages.text(tree, "/usr/lib/oscc/" + name)));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    String text = TestPackages.text(tree, "/usr/lib/oscc/service/app");
    Files.writeString(folder.resolve("lib/service/app"), here(text));
    Files.createSymbolicLink(state("log"), folder.resolve("log/out"));
  }

  private void layNetwork() throws IOException {
    Path network = Files.writeString(folder.resolve("lib/network"), "#!/bin/sh\nexit 0\n");
    assertThat(network.toFile().setExecutable(true)).isTrue();
  }

  private String here(String script) {
    return script
        .replace("/usr/lib/oscc", folder.resolve("lib").toString())
        .replace("/run/oscc", folder.resolve("run").toString())
        .replace("/var/log", folder.resolve("log").toString())
        .replace("/dev/console", folder.resolve("console").toString())
        .replace("/dev/kmsg", "/dev/null");
  }

  private int run(String script, String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(script, arguments)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).isEmpty();
    return process.waitFor();
  }

  private List<String> command(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/busybox", "sh"));
    command.add(folder.resolve("lib").resolve(script).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
