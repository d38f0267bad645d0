package oscc.cli;

import java.io.PrintWriter;
import oscc.diag.Progress;

/** Where no line may move, only what is worth keeping is written. */
record Warnings(PrintWriter err) implements Progress {
  @Override
  public void on(Event event) {
    if (event instanceof Event.Warning(String message)) {
      synchronized (err) {
        err.println("warning: " + message);
        err.flush();
      }
    }
  }
}
