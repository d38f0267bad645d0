package oscc.archive.squashfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/** Work that is begun before anybody waits for it, at most one at a time. */
final class AheadThread {
  private Optional<Thread> thread = Optional.empty();

  /** Written by the thread, and read when it has ended. */
  private Optional<Throwable> failure = Optional.empty();

  /** What may be done ahead. It ends soon when its thread is interrupted. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Begins. */
  void start(Work work) {
    if (thread.isPresent()) {
      throw new IllegalStateException("something is under way");
    }
    thread = Optional.of(Thread.ofPlatform().daemon().name("ahead").start(() -> run(work)));
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      failure = Optional.of(e);
    }
  }

  /** Waits until all that was begun is done, and tells what went wrong. */
  void await() throws IOException {
    join();
    if (failure.isEmpty()) {
      return;
    }
    if (failure.get() instanceof IOException e) {
      throw e;
    }
    throw new IllegalStateException("what was begun ahead failed", failure.get());
  }

  /** Ends it wherever it is. */
  void stop() throws IOException {
    thread.ifPresent(Thread::interrupt);
    join();
  }

  private void join() throws IOException {
    if (thread.isEmpty()) {
      return;
    }
    try {
      thread.get().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    }
    thread = Optional.empty();
  }
}
