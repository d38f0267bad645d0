package oscc;

import java.io.IOException;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.store.DamagedBlob;
import oscc.store.Store;

/**
 * Goes over a stretch of the line again when an entry of the store turns out to be damaged: it is
 * gone by then, and is fetched or made anew. What the attempts before had to say is forgotten.
 */
final class Mending {
  /** A disk that damages more than this in one build is not to be worked around. */
  private static final int MOST_DAMAGES = 16;

  private final Store store;
  private final Progress progress;

  /** A stretch of the line that may be gone over again. */
  @FunctionalInterface
  interface Stretch<T> {
    T go(Report report) throws IOException, Rejected;
  }

  Mending(Store store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  <T> T go(Report report, Stretch<T> stretch) throws IOException, Rejected {
    for (int left = MOST_DAMAGES; ; left--) {
      Report attempt = new Report();
      try {
        T result = stretch.go(attempt);
        report.take(attempt);
        return result;
      } catch (DamagedBlob e) {
        if (left == 0 || store.verify(e.blob())) {
          throw e;
        }
        progress.on(new Progress.Event.Warning(e.getMessage() + "; it is made again"));
      } catch (Rejected | IOException e) {
        report.take(attempt);
        throw e;
      }
    }
  }
}
