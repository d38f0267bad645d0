package oscc.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import oscc.diag.Progress;

/** Shows on one line of the terminal, which is written over and over, what a build is doing. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final int WIDTH = 79;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final Map<String, Event.Download> downloads = new LinkedHashMap<>();
  private String stage = "";
  private long lastShown;
  private boolean visible;

  ProgressLine(PrintWriter err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.lastShown = nanoTime.getAsLong() - PAUSE_NANOS;
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.Stage(String name) -> {
        stage = name;
        downloads.clear();
        show(name);
      }
      case Event.Work(String verb, String name) -> show(stage + ": " + verb + " " + name);
      case Event.Download download -> {
        downloads.put(download.name(), download);
        show(stage + ": " + downloading());
      }
      case Event.Count count -> {}
      case Event.Warning(String message) -> {
        clear();
        err.println("warning: " + message);
        err.flush();
      }
    }
  }

  private String downloading() {
    long done = 0;
    long total = 0;
    int unfinished = 0;
    boolean known = true;
    for (Event.Download download : downloads.values()) {
      done += download.done();
      total += Math.max(0, download.total());
      known &= download.total() >= 0;
      unfinished += download.done() == download.total() ? 0 : 1;
    }
    String of = known ? " of " + Sizes.human(total) : "";
    return "fetching %s%s, %d of %d files to go"
        .formatted(Sizes.human(done), of, unfinished, downloads.size());
  }

  private void show(String text) {
    long now = nanoTime.getAsLong();
    if (now - lastShown < PAUSE_NANOS) {
      return;
    }
    lastShown = now;
    visible = true;
    String line = text.codePointCount(0, text.length()) <= WIDTH ? text : cut(text);
    err.print(CLEAR + line);
    err.flush();
  }

  private static String cut(String text) {
    return text.substring(0, text.offsetByCodePoints(0, WIDTH - 1)) + "…";
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the line away. */
  synchronized void clear() {
    if (visible) {
      err.print(CLEAR);
      err.flush();
      visible = false;
    }
  }
}
