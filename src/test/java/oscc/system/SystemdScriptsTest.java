package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.template.Template;

/** The scripts beside units, run by the host's busybox on folders of the test. */
@Tag("tools")
final class SystemdScriptsTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    for (String name : List.of("failed", "pace", "up", "log")) {
      Files.createDirectories(folder.resolve(name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "on_failure, success, exited, 0, true",
    "on_failure, success, killed, TERM, false",
    "on_failure, exit-code, exited, 3, false",
    "never, success, killed, TERM, true",
    "always, success, exited, 0, false"
  })
  void what_is_not_restarted_and_was_not_up_has_failed(
      String policy, String result, String code, String status, boolean failed) throws Exception {
    ProcessBuilder ended = script("ended", "app", policy);
    ended
        .environment()
        .putAll(Map.of("SERVICE_RESULT", result, "EXIT_CODE", code, "EXIT_STATUS", status));

    assertThat(ended.start().waitFor()).isZero();

    assertThat(Files.exists(folder.resolve("failed/app"))).isEqualTo(failed);
  }

  @Test
  void what_one_writer_after_another_says_is_in_the_log() throws Exception {
    Path fifo = folder.resolve("log/app");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Process log = script("log", "app").start();
    try {
      Files.writeString(fifo, "one\n");
      Files.writeString(fifo, "two\n");
      Path file = folder.resolve("app.log");
      for (int i = 0; i < 100 && (!Files.exists(file) || Files.size(file) < 8); i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }

      assertThat(file).hasContent("one\ntwo\n");
      assertThat(log.isAlive()).isTrue();
    } finally {
      log.destroy();
      log.waitFor();
    }
  }

  @Test
  void a_line_goes_to_the_console_with_the_name_and_to_the_journal_without() throws Exception {
    Path fifo = folder.resolve("log/app");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Path journal = folder.resolve("journal");
    ProcessBuilder builder = script("console", "app").redirectOutput(journal.toFile());
    Process console = builder.start();
    try {
      Files.writeString(fifo, "  one \\n\n");
      for (int i = 0; i < 100 && (!Files.exists(journal) || Files.size(journal) < 8); i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }

      assertThat(journal).hasContent("  one \\n\n");
      assertThat(folder.resolve("console")).hasContent("app:   one \\n\n");
      assertThat(console.isAlive()).isTrue();
    } finally {
      console.destroy();
      console.waitFor();
    }
  }

  @ParameterizedTest
  @CsvSource({"console, journal", "log, app.log"})
  void what_is_drained_has_got_where_it_belongs_to_the_last_word(String name, String place)
      throws Exception {
    Path fifo = folder.resolve("log/app");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Process collector =
        script(name, "app").redirectOutput(folder.resolve("journal").toFile()).start();
    try {
      String lines = "line\n".repeat(200);
      Files.writeString(fifo, lines + "cut short");
      ProcessBuilder drain = script("drain", "app");
      drain.environment().put("MAINPID", Long.toString(collector.pid()));
      assertThat(drain.start().waitFor()).isZero();

      assertThat(folder.resolve(place)).hasContent(lines + "cut short\n");
      assertThat(collector.isAlive()).isTrue();
    } finally {
      collector.destroy();
      collector.waitFor();
    }
  }

  @Test
  void where_nobody_reads_any_more_nobody_is_asked() throws Exception {
    ProcessBuilder drain = script("drain", "app");
    drain.environment().remove("MAINPID");

    assertThat(drain.start().waitFor()).isZero();

    assertThat(folder.resolve("log/app")).doesNotExist();
  }

  private ProcessBuilder script(String name, String... arguments) throws IOException {
    String text =
        Template.load("systemd/" + name)
            .render(Map.of())
            .replace("/run/oscc", folder.toString())
            .replace("/var/log", folder.toString())
            .replace("/dev/console", folder.resolve("console").toString());
    Path file = Files.writeString(folder.resolve(name + ".sh"), text);
    ProcessBuilder builder = new ProcessBuilder("/usr/bin/busybox", "sh", file.toString());
    builder.command().addAll(List.of(arguments));
    return builder;
  }
}
