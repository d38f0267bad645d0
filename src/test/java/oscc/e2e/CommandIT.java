package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.json.JsonReader;
import oscc.json.JsonValue;
import oscc.process.Run;

/** What the command prints and how it ends. */
class CommandIT {
  private static final int RUNS = 7;

  /** A second build of what is there takes at most so many times as {@code java -version}. */
  private static final double UNCHANGED_LIMIT = 8;

  @Test
  void a_good_manifest_is_checked_in_silence() throws IOException {
    Run.Result result = Oscc.run(Oscc.PROJECT, Map.of(), "check", "manifests/hello.yaml");

    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, manifests/hello.yaml, --format json",
    "1, target/e2e/command/bad.yaml, --format json",
    "2, manifests/hello.yaml, --format json --no-such-option",
    "3, target/e2e/command/missing.yaml, --format json",
  })
  void standard_output_is_one_json_document_on_every_exit_code(
      int status, String manifest, String options) throws IOException {
    Path bad = Oscc.freshFolder("command").resolve("bad.yaml");
    Files.writeString(bad, "oscc: 1\nname: BAD NAME\n");
    List<String> arguments = new ArrayList<>(List.of("check", manifest));
    arguments.addAll(List.of(options.split(" ", -1)));

    Run.Result result = Oscc.run(Oscc.PROJECT, Map.of(), arguments);

    assertThat(result.status()).as(result.err()).isEqualTo(status);
    JsonValue.Obj document = (JsonValue.Obj) JsonReader.read("stdout", result.out());
    assertThat(document.find("ok")).contains(JsonValue.of(status == 0));
  }

  @Test
  void a_build_of_what_is_there_costs_little_more_than_a_start_of_java() throws IOException {
    Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    String out = Oscc.OUT.toString();
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    // Which cache of classes this jar starts with is not what is measured: it has one.
    Oscc.run(Oscc.PROJECT, Map.of("OSCC_AOT", "wait"), "--version");
    double least = Double.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      double base = seconds(() -> Run.of(List.of(java, "-version")).result());
      double build =
          seconds(() ->
              Oscc.run(Oscc.PROJECT, Map.of(), "build", "manifests/hello.yaml", "--out", out));
      least = Math.min(least, build / base);
    }

    // Other work on the host delays the longer program more, so the least of the ratios says most.
    System.out.printf(Locale.ROOT, "unchanged build: %.1f x java -version%n", least);
    assertThat(least).isLessThan(UNCHANGED_LIMIT);
  }

  /** Something that runs a program. */
  @FunctionalInterface
  private interface Timed {
    Run.Result run() throws IOException;
  }

  private static double seconds(Timed timed) throws IOException {
    long start = System.nanoTime();
    Run.Result result = timed.run();
    assertThat(result.status()).as(result.err()).isZero();
    return (System.nanoTime() - start) / 1e9;
  }
}
