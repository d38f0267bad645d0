package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;
import oscc.process.Run;

/**
 * The packaged command, as users run it; all tests share one store so that downloads happen once.
 */
final class Oscc {
  static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path WORK = PROJECT.resolve("target/e2e");
  static final Path OUT = WORK.resolve("out");
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private Oscc() {}

  /** A folder below {@code target/e2e} that is empty. */
  static Path freshFolder(String name) throws IOException {
    Path folder = WORK.resolve(name);
    Run.of(List.of("rm", "-rf", folder.toString())).result();
    return Files.createDirectories(folder);
  }

  /** Runs the command in a folder. */
  static Run.Result run(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return run(folder, environment, List.of(arguments));
  }

  static Run.Result run(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add(PROJECT.resolve("oscc").toString());
    argv.addAll(arguments);
    Run run = Run.of(argv).in(folder).within(LIMIT);
    run = run.with("XDG_CACHE_HOME", WORK.resolve("cache").toString());
    run = run.with("XDG_STATE_HOME", WORK.resolve("state").toString());
    for (var variable : environment.entrySet()) {
      run = run.with(variable.getKey(), variable.getValue());
    }
    return run.result();
  }

  /** Builds a manifest; a mirror that does not answer is no fault of oscc's. */
  @CanIgnoreReturnValue
  static Path build(Path manifest, String name) throws IOException {
    Run.Result built =
        run(PROJECT, Map.of(), "build", manifest.toString(), "--out", OUT.toString());
    abortIfNoMirror(built);
    assertThat(built.status()).as("oscc build %s: %s", manifest, built.err()).isZero();
    return OUT.resolve(name);
  }

  static void abortIfNoMirror(Run.Result result) {
    if (result.status() == 3 && result.err().contains("does not answer")) {
      System.err.println("NOT TESTED: a mirror does not answer: " + result.err());
      throw new TestAbortedException("a mirror does not answer: " + result.err());
    }
  }
}
