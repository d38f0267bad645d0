package oscc.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A file that the store keeps.
 *
 * @param kind {@code blobs}, {@code stamps}, or the kind of computation that it is derived by
 * @param lastUsed to the day: see {@link Store#USE_ACCURACY}
 */
public record StoreEntry(String kind, Path file, long size, Instant lastUsed) {
  /** Bytes under their digest: downloads, and the contents of packages. */
  public static final String BLOBS = "blobs";

  static final String STAMPS = "stamps";
  static final String DERIVED = "derived";

  /** Until when it counts as used. A blob outlives what was derived of it, which refers to it. */
  Instant usedUntil() {
    return kind.equals(BLOBS) ? lastUsed.plus(Duration.ofDays(1)) : lastUsed;
  }
}
