package oscc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Which oscc this is, more exactly than its version says it. */
final class OwnProgram {
  private OwnProgram() {}

  /**
   * A text that is another for each jar that was built, so that what one has kept of its findings
   * is not believed by one that finds other things.
   */
  static String identity() throws IOException {
    Path jar = Path.of(System.getProperty("java.class.path", "").split(":", 2)[0]);
    // Tests run from folders, with a store for each.
    return Files.isRegularFile(jar) ? identity(jar) : "";
  }

  /** Of its bytes, since a distribution gives all its files one time. */
  static String identity(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return bytes.length + " " + crc.getValue();
  }
}
