package oscc.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the programs of the host that made the archives of this world. */
final class HostTools {
  private HostTools() {}

  /** Runs a shell script in a folder; what it prints. A missing tool fails the test by name. */
  static String sh(Path folder, String script) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tools", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of("sh", "-ec", script))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      String text = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(
            "%s\n%s\n(Debian packages: tar, attr, dpkg, xz-utils, zstd, bzip2)"
                .formatted(script, text));
      }
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
