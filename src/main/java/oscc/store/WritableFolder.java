package oscc.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Looks whether a folder can be written to, before work is done for it. */
public final class WritableFolder {
  private WritableFolder() {}

  /**
   * Makes nothing: if the folder is not there, the nearest one above it counts.
   *
   * @throws IOException that names the folder that is none, or may not be written to
   */
  public static void check(Path folder) throws IOException {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new NotDirectoryException(there.toString());
    }
    if (!Files.isWritable(there)) {
      throw new AccessDeniedException(there.toString());
    }
  }
}
