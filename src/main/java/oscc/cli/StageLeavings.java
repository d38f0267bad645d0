package oscc.cli;

import java.util.function.LongSupplier;
import oscc.diag.Progress;

/**
 * Lets go of what the stages before have left, and hands every event on. What a stage builds of a
 * million files lives until its end, and Java would rather ask the host for more memory than look
 * whether that is still in use.
 */
final class StageLeavings implements Progress {
  /** Below this a build ends before it is worth a look: in bytes. */
  private static final long MUCH = 128L << 20;

  private final Progress next;
  private final LongSupplier used;
  private final Runnable collect;
  private long kept;

  /**
   * @param used how many bytes the heap has that may be in use
   * @param collect leaves only those that are
   */
  StageLeavings(Progress next, LongSupplier used, Runnable collect) {
    this.next = next;
    this.used = used;
    this.collect = collect;
  }

  /** What the stages of this process leave. */
  static StageLeavings ofThisProcess(Progress next) {
    Runtime java = Runtime.getRuntime();
    return new StageLeavings(next, () -> java.totalMemory() - java.freeMemory(), System::gc);
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.Stage) {
      tidy();
    }
    next.on(event);
  }

  private synchronized void tidy() {
    long now = used.getAsLong();
    if (now > MUCH && now > 2 * kept) {
      collect.run();
      kept = used.getAsLong();
    }
  }
}
