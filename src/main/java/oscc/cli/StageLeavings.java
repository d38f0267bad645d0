package oscc.cli;

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
  private long kept;

  StageLeavings(Progress next) {
    this.next = next;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.Stage) {
      tidy();
    }
    next.on(event);
  }

  private synchronized void tidy() {
    long used = used();
    if (used > MUCH && used > 2 * kept) {
      System.gc();
      kept = used();
    }
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
