package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.bundle.BundleJson;
import oscc.bundle.Bundles;
import oscc.verdict.Outcome;

/** Trials with a shell script in place of QEMU; {@code oscc.e2e.VerdictIT} has real ones. */
class TrialsTest {
  @TempDir private Path folder;

  private Trial trial() throws IOException {
    BundleJson json = Bundles.json("web", "quiet", List.of());
    return new Trial(Bundles.write(folder.resolve("web"), json), json, BootWay.DIRECT);
  }

  private Trials trials(String script, int seconds) throws IOException {
    Path qemu = folder.resolve("qemu");
    Files.writeString(qemu, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwx------"));
    String path = System.getenv("PATH");
    var tools = new HostTools(Map.of("OSCC_QEMU", qemu.toString(), "PATH", path));
    return new Trials(tools, Optional.of(Duration.ofSeconds(seconds)));
  }

  @Test
  void a_machine_that_gets_ready_is_ended_and_its_console_is_kept() throws Exception {
    String ready = "echo 'oscc: web is up (build 0123456789abcdef)'; exec sleep 60";

    try (Trials trials = trials(ready, 30)) {
      TrialResult result = trials.run(trial(), folder, List.of());

      assertThat(result.passed()).as("%s", result).isTrue();
      assertThat(result.timeline().phases()).hasSizeGreaterThan(1);
      assertThat(result.timeline().phases().getLast().name()).isEqualTo("ready");
      assertThat(Files.readString(result.log())).contains("  oscc: web is up");
      assertThat(TrialResultForm.fromJson(result.log(), TrialResultForm.toJson(result)).log())
          .isEqualTo(result.log());
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void an_emulator_that_is_killed_has_died() throws Exception {
    try (Trials trials = trials("echo booting; kill -9 $$", 30)) {
      TrialResult result = trials.run(trial(), folder, List.of());

      assertThat(result.verdict().outcome()).isEqualTo(Outcome.QEMU_DIED);
      assertThat(result.verdict().remark()).isEqualTo("QEMU ended with status 137");
    }
  }

  @Test
  void a_limit_ends_a_machine_that_says_nothing() throws Exception {
    try (Trials trials = trials("exec sleep 60", 1)) {
      assertThat(trials.run(trial(), folder, List.of()).verdict().outcome())
          .isEqualTo(Outcome.SILENCE);
    }
  }

  @Test
  void nothing_starts_after_the_end() throws Exception {
    Trials trials = trials("exec sleep 60", 1);

    trials.close();

    assertThatThrownBy(() -> trials.run(trial(), folder, List.of()))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void the_server_serves_the_bundle_and_nothing_else() throws Exception {
    Path bundle = trial().folder();
    Files.writeString(folder.resolve("secret"), "x");
    Files.writeString(bundle.resolve("other"), "x");

    try (BundleServer server = BundleServer.start(bundle)) {
      assertThat(status(server, "/vmlinuz")).isEqualTo(200);
      assertThat(status(server, "/other")).isEqualTo(404);
      assertThat(status(server, "/%2e%2e/secret")).isEqualTo(404);
      assertThat(server.fetches()).hasSize(1);
    }
  }

  private static int status(BundleServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
