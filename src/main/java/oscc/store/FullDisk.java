package oscc.store;

import java.io.IOException;
import java.nio.file.Path;

/** A write that failed for lack of space, told in plain words. */
public final class FullDisk extends IOException {
  private static final long serialVersionUID = 1;

  private FullDisk(Path where, IOException failure) {
    super(
        "the disk that holds %s is full; nothing is lost, free some space and run again"
            .formatted(where),
        failure);
  }

  /**
   * The same failure, told in a way that helps if it is a full disk.
   *
   * @param where the file or folder that was being written
   */
  public static IOException explain(IOException failure, Path where) {
    String reason = String.valueOf(failure.getMessage());
    // The texts of strerror(3) for ENOSPC and EDQUOT; Java gives no number.
    if (reason.contains("No space left on device") || reason.contains("Disk quota exceeded")) {
      return new FullDisk(where, failure);
    }
    return failure;
  }
}
