package oscc.vm;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import oscc.verdict.ConsoleLine;
import oscc.verdict.ConsoleWatch;
import oscc.verdict.LineSplitter;
import oscc.verdict.Verdict;

/**
 * Watches the console of a machine as long as it runs, in a thread of its own; every line goes to a
 * log.
 */
final class BootWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LAST_BREATH = Duration.ofSeconds(5);

  private final VmProcess vm;
  private final Function<Duration, ConsoleWatch> judges;
  private final Path log;
  private final LineSplitter splitter = new LineSplitter();
  private final List<ConsoleLine> lines = new ArrayList<>();
  private final long start = System.nanoTime();
  private ConsoleWatch judge;
  private boolean endIsWanted;
  private boolean closed;
  private final Thread thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::run);
  private Optional<IOException> broken = Optional.empty();

  private BootWatch(VmProcess vm, Function<Duration, ConsoleWatch> judges, Path log) {
    this.vm = vm;
    this.judges = judges;
    this.log = log;
    this.judge = judges.apply(Duration.ZERO);
  }

  /**
   * Watches a machine that has just started.
   *
   * @param judges makes who judges a start, given when that began
   */
  static BootWatch start(VmProcess vm, Function<Duration, ConsoleWatch> judges, Path log) {
    BootWatch watch = new BootWatch(vm, judges, log);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try (Writer out = Files.newBufferedWriter(log)) {
      Console.Cursor cursor = vm.console().cursor();
      while (!isOver(cursor)) {
        hear(cursor.more(PAUSE), out);
      }
      finish(cursor.atEnd(), out);
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new InterruptedIOException("the watch was interrupted"));
    } catch (RuntimeException | StackOverflowError e) {
      // Or who waits for a verdict would wait for ever.
      fail(new IOException("the console could not be judged: " + e, e));
    }
  }

  private synchronized boolean isOver(Console.Cursor cursor) {
    return closed || cursor.atEnd();
  }

  private synchronized void hear(String more, Writer out) throws IOException {
    if (!more.isEmpty()) {
      judge.heard(now());
      take(splitter.accept(now(), more), out);
    }
    judge.tick(now());
    notifyAll();
  }

  private void finish(boolean atEnd, Writer out) throws IOException, InterruptedException {
    int status = atEnd ? vm.await(LAST_BREATH) : 0;
    synchronized (this) {
      take(splitter.finish(now()), out);
      if (atEnd && !closed && !endIsWanted) {
        judge.ended(now(), status);
      }
      closed = true;
      notifyAll();
    }
  }

  private void take(List<ConsoleLine> some, Writer out) throws IOException {
    for (ConsoleLine line : some) {
      out.write(line.logged() + "\n");
      lines.add(line);
      judge.accept(line);
    }
    out.flush();
  }

  private synchronized void fail(IOException e) {
    broken = Optional.of(e);
    notifyAll();
  }

  /** Waits for the first verdict on the machine, or on its latest start. */
  synchronized Verdict await() throws IOException, InterruptedException {
    while (judge.verdict().isEmpty()) {
      if (broken.isPresent()) {
        throw broken.get();
      }
      if (closed) {
        throw new IOException("the machine ended");
      }
      wait();
    }
    return judge.verdict().get();
  }

  /** Waits for that verdict, but no longer than this. */
  synchronized Optional<Verdict> await(Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toMillis();
    while (judge.verdict().isEmpty() && broken.isEmpty() && !closed && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    if (broken.isPresent()) {
      throw broken.get();
    }
    return judge.verdict();
  }

  /** The verdict as it is now. */
  synchronized Optional<Verdict> verdict() {
    return judge.verdict();
  }

  /** All lines so far. */
  synchronized List<ConsoleLine> lines() {
    return List.copyOf(lines);
  }

  /** From now on another start is watched: what the machine says is judged anew. */
  synchronized void restart() {
    judge = judges.apply(now());
    judge.heard(now());
  }

  /** From now on the end of QEMU is no failure. */
  synchronized void wantEnd() {
    endIsWanted = true;
  }

  /** Ends the watch; what becomes of the machine is not judged any more, and the log is whole. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(LAST_BREATH);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long the machine has been running. */
  Duration now() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
