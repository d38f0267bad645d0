package oscc.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import oscc.diag.Progress;

/** Measures how long each stage takes, adds up what was counted, and hands every event on. */
final class Timings implements Progress {
  private final Progress next;
  private final LongSupplier nanoTime;
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private String stage = "start";
  private long since;

  Timings(Progress next, LongSupplier nanoTime) {
    this.next = next;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Stage(String name) -> enter(name);
      case Event.Count(String what, long amount) -> count(what, amount);
      case Event.Work _, Event.Download _, Event.Warning _ -> {}
    }
    next.on(event);
  }

  private synchronized void enter(String name) {
    long now = nanoTime.getAsLong();
    nanos.merge(stage, now - since, Long::sum);
    stage = name;
    since = now;
  }

  private synchronized void count(String what, long amount) {
    counts.merge(what, amount, Long::sum);
  }

  /** Writes one line for each stage, and one for each thing that was counted. */
  void print(PrintWriter err) {
    enter("end");
    nanos.forEach(
        (name, time) -> err.println(String.format(Locale.ROOT, "%8.3f s  %s", time / 1e9, name)));
    counts.forEach((what, n) -> err.println(String.format(Locale.ROOT, "%8d    %s", n, what)));
    err.flush();
  }
}
