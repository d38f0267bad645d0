package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path state;

  private Path begin(int second) throws IOException {
    Path folder = RunFolder.begin(state, Instant.ofEpochSecond(second));
    Files.writeString(folder.resolve("web-direct.log"), "");
    return folder;
  }

  @Test
  void runs_that_begin_at_a_time_leave_the_newest() throws Exception {
    List<Callable<Path>> runs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int second = i;
      runs.add(() -> RunFolder.begin(state, Instant.ofEpochSecond(second)));
    }
    List<Path> begun = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Path> run : threads.invokeAll(runs)) {
        begun.add(run.get());
      }
    }
    Path newest = begin(1000);

    assertThat(RunFolder.lastOf(state, "web")).contains(newest);
    try (Stream<Path> left = Files.list(state.resolve("tests"))) {
      assertThat(left).hasSize(20).contains(newest, begun.getLast());
    }
  }

  @Test
  void what_is_on_its_way_out_is_no_run() throws IOException {
    Path run = begin(1);
    Path old = Files.createDirectory(run.resolveSibling(".20991231-235959-000-1"));
    Files.writeString(RunFolder.results(old), "");

    assertThat(RunFolder.last(state)).isEmpty();
  }
}
