package oscc.vm;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.verdict.ConsoleLine;
import oscc.verdict.ConsoleWatch;
import oscc.verdict.LineSplitter;
import oscc.verdict.Verdict;

/** One boot that is watched until there is a verdict; its console goes to a log meanwhile. */
final class Boot {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LAST_BREATH = Duration.ofSeconds(5);

  private final ConsoleWatch watch;
  private final LineSplitter splitter = new LineSplitter();
  private final List<ConsoleLine> lines = new ArrayList<>();
  private final long start = System.nanoTime();

  Boot(ConsoleWatch watch) {
    this.watch = watch;
  }

  /** All lines so far. */
  List<ConsoleLine> lines() {
    return List.copyOf(lines);
  }

  /** Watches a machine that has just started. */
  Verdict watch(VmProcess vm, Path log) throws IOException, InterruptedException {
    Console.Cursor cursor = vm.console().cursor();
    try (Writer out = Files.newBufferedWriter(log)) {
      Optional<Verdict> verdict = Optional.empty();
      while (verdict.isEmpty()) {
        hear(cursor.more(PAUSE), out);
        if (cursor.atEnd()) {
          take(splitter.finish(now()), out);
          watch.ended(now(), vm.await(LAST_BREATH));
        }
        watch.tick(now());
        verdict = watch.verdict();
      }
      take(splitter.finish(now()), out);
      return verdict.get();
    }
  }

  private void hear(String more, Writer out) throws IOException {
    if (!more.isEmpty()) {
      watch.heard(now());
      take(splitter.accept(now(), more), out);
    }
  }

  private void take(List<ConsoleLine> some, Writer out) throws IOException {
    for (ConsoleLine line : some) {
      out.write(line.logged() + "\n");
      lines.add(line);
      watch.accept(line);
    }
    out.flush();
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
