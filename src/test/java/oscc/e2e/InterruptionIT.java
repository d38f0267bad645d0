package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final int LEAST_FAULTS = 25;

  /** A thread and what it calls, in what strace writes. */
  private static final Pattern CALL = Pattern.compile("[0-9]+ +(?<name>[a-z0-9]+)\\(");

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
    Set<String> faults = faults();
    int failed = 0;
    for (String fault : faults) {
      Run.Result result = traced("-e", fault, "-o", "/dev/null");

      assertThat(result.err()).as(fault).doesNotContain("Exception");
      failed += result.status() == 0 ? 0 : 1;
      assertWhole();
    }
    // What the build tidies up after itself may stay.
    assertThat(failed)
        .as("faults that the build noticed, of %s", faults)
        .isGreaterThan(faults.size() / 2);
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

  /** One for each call of a build that changed something in the bundle or the store. */
  private Set<String> faults() throws IOException {
    Path trace = folder.resolve("trace");
    assertThat(traced("-y", "-o", trace.toString()).status()).isZero();
    Set<String> faults = new LinkedHashSet<>();
    Map<String, Integer> made = new HashMap<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher call = CALL.matcher(line);
      if (call.lookingAt()) {
        // strace counts for each thread by itself.
        int when = made.merge(call.group(), 1, Integer::sum);
        if (line.contains(folder.toString()) && !line.contains(" = -1 ")) {
          faults.add("inject=%s:error=EIO:when=%d".formatted(call.group("name"), when));
        }
      }
    }
    assertThat(faults).hasSizeGreaterThan(LEAST_FAULTS);
    return faults;
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
