package oscc.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A tool of the host that checks what we write. A tool that is missing fails the test. */
public final class HostTool {
  private HostTool() {}

  /** Runs a command and returns what it printed; its first word comes from a Debian package. */
  public static String run(String debianPackage, Object... command) {
    return new String(bytes(debianPackage, command), StandardCharsets.UTF_8);
  }

  /** The same for output that is no text. */
  public static byte[] bytes(String debianPackage, Object... command) {
    Process process = start(debianPackage, command);
    try (InputStream out = process.getInputStream()) {
      byte[] printed = out.readAllBytes();
      end(process, command);
      return printed;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a command whose output is too much to hold. */
  public static Process start(String debianPackage, Object... command) {
    List<String> words = Arrays.stream(command).map(Object::toString).toList();
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("TZ", "UTC");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.redirectInput(Path.of("/dev/null").toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("this test needs the Debian package " + debianPackage, e);
    }
  }

  /** Waits for the end, which must be a good one. */
  public static void end(Process process, Object... command) {
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new AssertionError("%s ended with %d".formatted(List.of(command), status));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
