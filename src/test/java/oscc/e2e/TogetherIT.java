package oscc.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import oscc.process.Run;

/** Several machines at once, and what Ctrl-C ends: what this oscc started, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TogetherIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Path hello;
  private Path tested;

  @BeforeAll
  void build() throws IOException {
    hello = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    tested = Oscc.build(Oscc.PROJECT.resolve("manifests/tested.yaml"), "tested");
  }

  /** The command in a process of its own, behind another that starts it. */
  static ProcessBuilder command(List<String> before, String... arguments) {
    List<String> argv = new ArrayList<>(before);
    argv.add(Oscc.PROJECT.resolve("oscc").toString());
    argv.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", Oscc.OUT.resolveSibling("state").toString());
    builder.environment().put("XDG_CACHE_HOME", Oscc.OUT.resolveSibling("cache").toString());
    return builder;
  }

  /** Waits until so many emulators run below a process. */
  static List<ProcessHandle> awaitEmulators(Process oscc, int count) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      List<ProcessHandle> running = oscc.descendants().filter(TogetherIT::isEmulator).toList();
      if (running.size() == count) {
        return running;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("%d emulators did not start".formatted(count));
  }

  private static boolean isEmulator(ProcessHandle process) {
    return process.info().command().filter(c -> c.contains("qemu-system-")).isPresent();
  }

  @Test
  void ctrl_c_on_a_terminal_ends_its_machines_and_no_other() throws Exception {
    // A terminal sends the signal to the whole group, which setsid makes.
    assertEnds(process -> "-" + process.pid());
  }

  @Test
  void a_signal_to_oscc_alone_ends_its_machines_and_no_other() throws Exception {
    assertEnds(process -> "" + process.pid());
  }

  @FunctionalInterface
  private interface Target {
    String of(Process process);
  }

  private void assertEnds(Target target) throws Exception {
    String label = "foreign" + target.hashCode();
    try (Guest foreign = Guest.run(label, hello, "rdinit=/bin/busybox -- sleep 1000")) {
      foreign.await("Run /bin/busybox as init process");
      // Programs that a shell starts in the background are born deaf to this signal.
      List<String> group = List.of("env", "--default-signal=INT", "setsid");
      Process oscc = command(group, "test", hello.toString(), tested.toString(), "-j2").start();
      List<ProcessHandle> machines = awaitEmulators(oscc, 2);

      Run.of(List.of("kill", "-INT", "--", target.of(oscc))).result();

      assertThat(oscc.waitFor(30, TimeUnit.SECONDS)).isTrue();
      String said = new String(oscc.getInputStream().readAllBytes(), UTF_8);
      assertThat(oscc.exitValue()).as(said).isEqualTo(130);
      assertThat(said).doesNotContain("qemu died").doesNotContain("defect");
      assertThat(machines).noneMatch(ProcessHandle::isAlive);
      assertThat(foreign.isRunning()).isTrue();
    }
  }
}
