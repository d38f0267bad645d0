package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What only shows in a process of its own. */
class ProcessTest {
  private record Ended(int status, String output) {}

  private static Ended run(String... words) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> argv = new ArrayList<>(List.of(java.toString(), "-cp"));
    argv.add(System.getProperty("java.class.path"));
    argv.addAll(List.of(words));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  @Test
  void numbers_have_ascii_digits_whatever_the_language_of_the_host() throws Exception {
    String[] persian = {"-Duser.language=fa", "-Duser.country=IR", Main.class.getName()};

    Ended ended = run(persian[0], persian[1], persian[2], "build", "--jobs", "0", "x.yaml");

    assertThat(ended.output()).contains("not `0`");
    assertThat(ended.status()).isEqualTo(ExitCode.USAGE.status());
  }

  @Test
  void a_process_that_has_done_its_work_ends_by_itself() throws Exception {
    Ended ended = run(Main.class.getName(), "--version");

    assertThat(ended.output()).startsWith("oscc ");
    assertThat(ended.status()).isZero();
  }
}
