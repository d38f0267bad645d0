package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import oscc.process.Run;

/** Whatever interrupts a build, the bundle that is there is whole, and the next build succeeds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptionIT {
  private static final List<String> CALLS =
      List.of(
          "write",
          "pwrite64",
          "rename",
          "renameat2",
          "link",
          "mkdir",
          "unlink",
          "ftruncate",
          "fchmodat",
          "chmod",
          "fsync");
  private static final int FAULTS = 50;
  private static final int KILLS = 5;

  private Path folder;
  private Path manifest;
  private Path wanted;

  @BeforeAll
  void prepare() throws IOException {
    Path hello = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    folder = Oscc.freshFolder("interruption");
    manifest = TinyMachine.write(folder, hello);
    wanted = folder.resolve("wanted/tiny/SHA256SUMS");
    assertThat(build("wanted").status()).isZero();
  }

  @Test
  void a_failing_system_call_leaves_a_whole_bundle() throws IOException {
    assertThat(build("out").status()).isZero();
    List<String> faults = faults();
    int failed = 0;
    for (String fault : faults) {
      Run.Result result = traced("-e", fault, "-o", "/dev/null");

      assertThat(result.err()).as(fault).doesNotContain("Exception");
      failed += result.status() == 0 ? 0 : 1;
      assertWhole();
    }
    assertThat(failed).as("faults that the build noticed, of %s", faults).isGreaterThan(FAULTS / 2);
    assertSameBytesNext();
  }

  @Test
  void a_killed_build_leaves_a_whole_bundle() throws Exception {
    assertThat(build("out").status()).isZero();
    for (int i = 0; i < KILLS; i++) {
      Process build = start();
      build.waitFor(300 + 250L * i, TimeUnit.MILLISECONDS);
      build.descendants().forEach(ProcessHandle::destroyForcibly);
      build.destroyForcibly().waitFor();
      assertWhole();
    }
    assertSameBytesNext();
  }

  @Test
  void a_build_killed_in_the_swap_leaves_a_whole_bundle() throws IOException {
    assertThat(build("out").status()).isZero();

    traced("-e", "inject=renameat2:signal=KILL:when=1", "-o", "/dev/null");

    assertWhole();
    assertSameBytesNext();
  }

  @Test
  void two_builds_of_one_manifest_at_once_both_end_well() throws Exception {
    Process one = start();
    Process other = start();

    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    assertSameBytesNext();
  }

  /** Evenly spread over the calls that a build makes, so that every writer is hit. */
  private List<String> faults() throws IOException {
    Path counts = folder.resolve("counts");
    assertThat(traced("-c", "-o", counts.toString()).status()).isZero();
    List<String> calls = new ArrayList<>();
    for (String line : Files.readAllLines(counts)) {
      List<String> words = List.of(line.strip().split(" +", -1));
      if (words.size() >= 5 && CALLS.contains(words.getLast())) {
        int made = Integer.parseInt(words.get(3));
        for (int when = 1; when <= made; when++) {
          calls.add("inject=%s:error=EIO:when=%d".formatted(words.getLast(), when));
        }
      }
    }
    assertThat(calls).hasSizeGreaterThan(FAULTS);
    List<String> spread = new ArrayList<>();
    for (int i = 0; i < FAULTS; i++) {
      spread.add(calls.get(i * calls.size() / FAULTS));
    }
    return spread;
  }

  private Run.Result traced(String... options) throws IOException {
    List<String> argv = new ArrayList<>(List.of("strace", "-f", "-qq", "--seccomp-bpf"));
    argv.addAll(List.of("-e", "trace=" + String.join(",", CALLS)));
    argv.addAll(List.of(options));
    argv.addAll(command("out"));
    return environment(Run.of(argv)).result();
  }

  private void assertWhole() throws IOException {
    Run.Result checked =
        Run.of(List.of("sha256sum", "--quiet", "-c", "SHA256SUMS"))
            .in(folder.resolve("out/tiny"))
            .result();
    assertThat(checked.status()).as(checked.out() + checked.err()).isZero();
  }

  private void assertSameBytesNext() throws IOException {
    Run.Result next = build("out");
    assertThat(next.status()).as(next.err()).isZero();
    assertThat(folder.resolve("out/tiny/SHA256SUMS")).hasSameTextualContentAs(wanted);
    try (var left = Files.list(folder.resolve("out/.oscc"))) {
      assertThat(left.map(f -> f.getFileName().toString()).filter(n -> n.contains("draft")))
          .as("leftovers of dead builds")
          .isEmpty();
    }
  }

  private Run.Result build(String out) throws IOException {
    return environment(Run.of(command(out))).result();
  }

  private List<String> command(String out) {
    return List.of(
        Oscc.PROJECT.resolve("oscc").toString(),
        "build",
        manifest.toString(),
        "--force",
        "--out",
        folder.resolve(out).toString(),
        "--store",
        folder.resolve("store").toString());
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command("out")).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static Run environment(Run run) {
    return run.with("CI", "true");
  }
}
