package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLocksTest {
  @TempDir Path folder;

  @Test
  void a_held_lock_cannot_be_taken_again_until_it_is_given_up() throws IOException {
    FileLocks locks = FileLocks.in(folder);
    try (FileLocks.Held _ = locks.lock("a")) {
      assertThat(FileLocks.in(folder).tryLock("a")).isEmpty();
      try (FileLocks.Held other = locks.tryLock("b").orElseThrow()) {
        assertThat(other).isNotNull();
      }
    }

    try (FileLocks.Held again = locks.tryLock("a").orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void threads_wait_for_each_other_and_say_so() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger waited = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> results = new ArrayList<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 12; i++) {
        results.add(
            threads.submit(() -> {
              FileLocks locks = FileLocks.in(folder);
              try (FileLocks.Held _ = locks.lock("a", waited::incrementAndGet)) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.sleep(5);
                inside.decrementAndGet();
              }
              return "";
            }));
      }
      for (Future<?> result : results) {
        assertThat(result.get()).isEqualTo("");
      }
    }

    assertThat(most).hasValue(1);
    assertThat(waited.get()).isPositive();
  }

  @Test
  void another_process_is_shut_out() throws Exception {
    try (FileLocks.Held _ = FileLocks.in(folder).lock("a")) {
      assertThat(lockFromOutside()).isEqualTo("taken");
    }
    assertThat(lockFromOutside()).isEqualTo("free");
  }

  private String lockFromOutside() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", ""),
                TryLock.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String line = process.inputReader().readLine();
    process.waitFor();
    return String.valueOf(line);
  }

  /** A process that tries to take the lock. */
  static final class TryLock {
    private TryLock() {}

    public static void main(String[] arguments) throws IOException {
      boolean free = FileLocks.in(Path.of(arguments[0])).tryLock("a").isPresent();
      System.out.println(free ? "free" : "taken");
    }
  }
}
