package oscc.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path folder;

  private static Run shell(String script) {
    return Run.of(List.of("sh", "-c", script));
  }

  @Test
  void both_streams_and_the_status_come_back() throws IOException {
    assertThat(shell("echo out; echo err >&2; exit 3").result())
        .isEqualTo(new Run.Result(3, "out\n", "err\n", true));
  }

  @Test
  void the_environment_the_folder_and_an_empty_input_are_the_programs() throws IOException {
    Run.Result result = shell("cat; echo $X $LC_ALL; pwd").with("X", "y").in(folder).result();

    assertThat(result.out()).isEqualTo("y C\n%s\n".formatted(folder));
  }

  @Test
  void much_output_is_cut_and_never_blocks() throws IOException {
    Run.Result result = shell("head -c 1000000 /dev/zero").keeping(1000).result();

    assertThat(result.out()).hasSize(1000);
    assertThat(result.complete()).isFalse();
    assertThat(result.status()).isZero();
  }

  @Test
  void a_program_that_does_not_end_is_killed_with_its_children() {
    long start = System.nanoTime();

    assertThatThrownBy(() -> shell("sleep 60 & sleep 60").within(Duration.ofMillis(200)).result())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("`sh`");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void a_missing_program_names_the_package_that_brings_it() {
    assertThatThrownBy(() -> Run.of(List.of("/nowhere/apt-get")).result())
        .hasMessageContaining("`/nowhere/apt-get`")
        .hasMessageContaining("Debian package `apt`");
  }
}
