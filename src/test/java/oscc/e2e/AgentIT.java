package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import oscc.bundle.BundleJson;
import oscc.vm.BootWay;
import oscc.vm.Exercise;
import oscc.vm.GuestAgent;
import oscc.vm.HostTools;
import oscc.vm.Observation;
import oscc.vm.Session;
import oscc.vm.Trial;
import oscc.vm.TrialResult;
import oscc.vm.Trials;

/** The agent in a real machine: one boot, which survives a restart and ends with a panic. */
class AgentIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** What is tried; it throws if something is not as it should be. */
  private record Trying(Body body) implements Exercise {
    @FunctionalInterface
    interface Body {
      void on(Session session) throws IOException, InterruptedException;
    }

    @Override
    public String group() {
      return "agent";
    }

    @Override
    public List<Observation> on(Session session) throws IOException, InterruptedException {
      body.on(session);
      return List.of();
    }
  }

  @Test
  void scripts_run_in_the_machine_until_it_panics() throws Exception {
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    Trial trial = new Trial(bundle, BundleJson.read(bundle), BootWay.DIRECT);
    Path folder = Oscc.freshFolder("agent");
    List<Exercise> exercises =
        List.of(
            new Trying(AgentIT::everydayScripts),
            new Trying(AgentIT::unrulyScripts),
            new Trying(AgentIT::restart),
            new Trying(
                session -> session.agent().run("sleep 1; echo c >/proc/sysrq-trigger", SOON)));

    try (Trials trials = new Trials(new HostTools(System.getenv()), Optional.empty())) {
      TrialResult result = trials.run(trial, folder, exercises);

      assertThat(result.verdict().outcome().word()).isEqualTo("kernel panic");
      assertThat(result.memory().orElseThrow().total()).isBetween(400_000L, 524_288L);
      assertThat(result.observations()).hasSize(1);
      assertThat(result.observations().getFirst().found()).contains("failed: kernel panic");
      assertThat(Files.readString(result.log())).contains("Kernel panic - not syncing");
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static void everydayScripts(Session session) throws IOException, InterruptedException {
    GuestAgent agent = session.agent();

    assertThat(agent.run("echo out; echo err >&2; exit 7", SOON))
        .isEqualTo(new GuestAgent.Reply(7, "out\nerr\n"));
    assertThat(agent.run("printf '\\0\\377\\r\\noscc-agent 1\\n'", SOON).output())
        .isEqualTo("\0\u00ff\r\noscc-agent 1\n");
    assertThat(agent.run("# " + "x".repeat(300_000) + "\ntail -c 2 $0 | od -An -c", SOON).output())
        .contains("c");
    assertThat(agent.run("head -c 1000000 /dev/zero", SOON).output()).hasSize(1_000_000);
    assertThat(agent.run("readlink /proc/self/root; ls / | grep -c oscc", SOON).output())
        .isEqualTo("/\n0\n");
    long before = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat(agent.run("true", SOON).status()).isZero();
    }
    System.out.printf(
        Locale.ROOT, "agent: %d ms a script%n", (System.nanoTime() - before) / 10_000_000);
  }

  private static void unrulyScripts(Session session) throws IOException, InterruptedException {
    GuestAgent agent = session.agent();

    assertThat(agent.run("sleep 1000 & echo left", SOON).output()).isEqualTo("left\n");
    assertThatThrownBy(() -> agent.run("trap '' TERM; sleep 1000", Duration.ofSeconds(2)))
        .hasMessage("the script still ran after 2 s");
    assertThatThrownBy(() -> agent.run("cat /dev/zero", SOON))
        .hasMessage("the script wrote more than 1 MiB");
    assertThat(agent.run("kill -9 $$", SOON).status()).isEqualTo(137);
    assertThat(agent.run("echo well", SOON).output()).isEqualTo("well\n");
  }

  private static void restart(Session session) throws IOException, InterruptedException {
    session.agent().run("(sleep 1; exec /sbin/reboot) &", SOON);
    session.restarting();
    assertThat(session.awaitVerdict().outcome().word()).isEqualTo("ready");
    assertThat(session.agent().run("hostname", SOON).output()).isEqualTo("hello\n");
  }
}
