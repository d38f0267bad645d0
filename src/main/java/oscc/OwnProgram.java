package oscc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which oscc this is, more exactly than its version says it. */
final class OwnProgram {
  private OwnProgram() {}

  /**
   * A text that is another for each jar that was built, so that what one has kept of its findings
   * is not believed by one that finds other things.
   */
  static String identity() {
    Path jar = Path.of(System.getProperty("java.class.path", "").split(":", 2)[0]);
    try {
      return "%d %d %s"
          .formatted(Compiler.OUTPUT_VERSION, Files.size(jar), Files.getLastModifiedTime(jar));
    } catch (IOException e) {
      return "%d".formatted(Compiler.OUTPUT_VERSION);
    }
  }
}
