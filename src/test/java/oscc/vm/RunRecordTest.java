package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir private Path state;
  @TempDir private Path bundle;
  private RunRecord record;

  @BeforeEach
  void a_run_begins() throws IOException {
    record = RunRecord.of(state, bundle);
    record.begin();
  }

  @Test
  void a_living_process_is_found_from_the_same_bundle_by_any_path() throws IOException {
    record.started(ProcessHandle.current());
    Files.writeString(record.ports(), "40022 22\n40080 80\n");

    RunRecord again = RunRecord.of(state, bundle.resolve(".." + "/" + bundle.getFileName()));

    assertThat(again.isRunning()).isTrue();
    assertThat(again.hostPort(80)).hasValue(40080);
    assertThat(again.hostPort(443)).isEmpty();
  }

  @Test
  void a_number_that_another_process_got_is_not_the_machine() throws IOException {
    record.started(ProcessHandle.current());
    Path process = record.ports().resolveSibling("process");
    String pid = Long.toString(ProcessHandle.current().pid());
    Files.writeString(process, pid + " 1999-01-01T00:00:00Z");

    assertThat(record.isRunning()).isFalse();
  }

  @Test
  void a_new_run_forgets_the_host_key_of_the_last() throws IOException {
    record.started(ProcessHandle.current());
    Files.writeString(record.knownHosts(), "web ssh-ed25519 AAAA\n");

    record.begin();

    assertThat(record.knownHosts()).doesNotExist();
    assertThat(record.isRunning()).isFalse();
  }

  @Test
  void the_end_of_an_older_run_does_not_forget_a_newer_one() throws Exception {
    Process older = new ProcessBuilder("sleep", "0").start();
    ProcessHandle handle = older.toHandle();
    older.waitFor();
    record.started(ProcessHandle.current());

    record.ended(handle);

    assertThat(record.isRunning()).isTrue();
  }
}
