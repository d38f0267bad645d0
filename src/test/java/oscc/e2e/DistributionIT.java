package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import oscc.process.Run;

/** The archive that {@code mvn -Pdist package} makes, on a host that knows no Java. */
@Tag("dist")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionIT {
  private Path work;
  private Path unpacked;
  private Path programs;

  @BeforeAll
  void unpack() throws IOException {
    work = Oscc.freshFolder("distribution in a folder");
    unpacked = unpackInto(Files.createDirectory(work.resolve("a b")));
    programs = Files.createDirectory(work.resolve("programs"));
    for (String folder : List.of("/usr/bin", "/usr/sbin")) {
      try (Stream<Path> all = Files.list(Path.of(folder))) {
        for (Path program : all.toList()) {
          String name = program.getFileName().toString();
          if (!name.startsWith("java") && !Files.exists(programs.resolve(name))) {
            Files.createSymbolicLink(programs.resolve(name), program);
          }
        }
      }
    }
  }

  private static Path unpackInto(Path folder) throws IOException {
    try (Stream<Path> archives = Files.list(Oscc.PROJECT.resolve("target"))) {
      Path archive =
          archives
              .filter(f -> f.getFileName().toString().matches("oscc-.*\\.tar\\.gz"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("mvn -Pdist package makes the archive"));
      Run.Result unpacked = Run.of(List.of("tar", "-xzf", archive.toString())).in(folder).result();
      assertThat(unpacked.status()).as(unpacked.err()).isZero();
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findFirst().orElseThrow();
    }
  }

  private Run.Result oscc(Path distribution, String... arguments) throws IOException {
    return bare(
        Stream.concat(Stream.of(distribution.resolve("bin/oscc").toString()), Stream.of(arguments))
            .toList());
  }

  /** Runs a program that knows of no Java and of no cache but its own. */
  private Run.Result bare(List<String> command) throws IOException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/usr/bin/env",
                "-i",
                "PATH=" + programs,
                "HOME=" + work,
                "OSCC_JVM_FOLDER=/nonexistent"));
    argv.addAll(command);
    return Run.of(argv).in(Oscc.PROJECT).within(Duration.ofMinutes(8)).result();
  }

  @Test
  void there_is_no_java_to_be_found() throws IOException {
    assertThat(bare(List.of("sh", "-c", "command -v java")).status()).isNotZero();
    assertThat(bare(List.of(Oscc.PROJECT.resolve("oscc").toString(), "--version")).status())
        .as("the launcher of the source tree")
        .isEqualTo(3);
  }

  @Test
  void it_builds_the_first_example_to_the_same_bytes() throws IOException {
    Path expected = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    Path store = expected.resolve("../../cache/oscc").normalize();
    Path out = work.resolve("out");

    Run.Result built =
        oscc(unpacked, "build", "manifests/hello.yaml", "--store", store + "", "--out", out + "");

    Oscc.abortIfNoMirror(built);
    assertThat(built.status()).as(built.err()).isZero();
    assertThat(out.resolve("hello/SHA256SUMS"))
        .hasSameTextualContentAs(expected.resolve("SHA256SUMS"));
  }

  @Test
  void it_brings_its_cache_and_makes_none() throws IOException {
    Run.Result checked = oscc(unpacked, "check", "manifests/hello.yaml");

    assertThat(checked.status()).as(checked.err()).isZero();
    assertThat(checked.err()).isEmpty();
    assertThat(work.resolve(".cache/oscc/aot")).doesNotExist();
    assertThat(loadedFromCache(unpacked)).contains("oscc.cli.Main");
  }

  /** What Java says of a start with the cache. */
  private String loadedFromCache(Path distribution) throws IOException {
    Path parts = distribution.resolve("lib/oscc");
    Run.Result start =
        bare(
            List.of(
                parts.resolve("runtime/bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTCache=" + parts.resolve("oscc.aot"),
                "-Xlog:class+load=info",
                "-cp",
                parts.resolve("oscc.jar").toString(),
                "oscc.cli.Main",
                "--version"));
    return start
        .out()
        .lines()
        .filter(line -> line.contains("shared objects file"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void a_copy_whose_files_are_younger_starts_without_a_word() throws IOException {
    Path copy = Files.createDirectory(work.resolve("younger"));
    Path moved = unpackInto(copy);
    Run.Result touched = Run.of(List.of("touch", moved + "/lib/oscc/oscc.jar")).result();
    assertThat(touched.status()).isZero();

    Run.Result checked = oscc(moved, "check", "manifests/hello.yaml");

    assertThat(checked.status()).isZero();
    assertThat(checked.err()).isEmpty();
  }

  @Test
  void a_damaged_cache_is_passed_over_without_a_word() throws IOException {
    Path other = unpackInto(Files.createDirectory(work.resolve("damaged")));
    Files.write(other.resolve("lib/oscc/oscc.aot"), new byte[100_000]);

    Run.Result checked = oscc(other, "check", "manifests/hello.yaml");

    assertThat(checked.status()).isZero();
    assertThat(checked.err()).isEmpty();
  }

  @Test
  void it_has_a_man_page_and_completion_that_bash_understands() throws IOException {
    assertThat(unpacked.resolve("share/man/man1/oscc.1")).exists();
    String script =
        """
        compopt() { :; }
        . "$1/share/bash-completion/completions/oscc"
        COMP_WORDS=(oscc build --form) COMP_CWORD=2; _oscc; echo "${COMPREPLY[*]}"
        COMP_WORDS=(oscc build --format = j) COMP_CWORD=4; _oscc; echo "${COMPREPLY[*]}"
        COMP_WORDS=(oscc st) COMP_CWORD=1; _oscc; echo "${COMPREPLY[*]}"
        COMP_WORDS=(oscc check manifests/hello.y) COMP_CWORD=2; _oscc; echo "${COMPREPLY[*]}"
        """;

    Run.Result completed = bare(List.of("bash", "-c", script, "bash", unpacked.toString()));

    assertThat(completed.out())
        .as(completed.err())
        .isEqualTo("--format\njson\nstore\nmanifests/hello.yaml\n");
  }
}
