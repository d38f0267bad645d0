package oscc.vm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import oscc.bundle.BuildId;
import oscc.bundle.ReadyLine;
import oscc.verdict.ConsoleWatch;
import oscc.verdict.Limits;

class BootWatchTest {
  @TempDir private Path folder;

  /** The silence since then is longer than a duration can be. */
  private static ConsoleWatch failing() {
    ReadyLine ready = new ReadyLine("web", new BuildId("0123456789abcdef"));
    ConsoleWatch judge = new ConsoleWatch(ready, Limits.TCG);
    judge.heard(Duration.ofSeconds(Long.MIN_VALUE));
    return judge;
  }

  @Test
  @Timeout(30)
  void a_judge_that_fails_leaves_nobody_waiting() throws Exception {
    VmProcess vm = VmProcess.start(List.of("sleep", "60"), Map.of());
    try (vm;
        BootWatch watch = BootWatch.start(vm, since -> failing(), folder.resolve("log"))) {
      assertThatThrownBy(watch::await)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the console could not be judged");
    }
  }
}
