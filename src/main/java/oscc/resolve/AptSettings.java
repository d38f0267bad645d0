package oscc.resolve;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the host keeps its apt configuration, and how old its package lists may be.
 *
 * @param folder with {@code sources.list} and {@code sources.list.d}
 * @param hostArch the host's architecture, as Debian says it
 * @param maxAge lists that are older are fetched again before anything new is resolved
 */
public record AptSettings(Path folder, String hostArch, Duration maxAge) {

  /** Those of this host: {@code /etc/apt}, and lists of at most an hour. */
  public static AptSettings ofHost() {
    String arch = System.getProperty("os.arch", "amd64");
    return new AptSettings(
        Path.of("/etc/apt"), arch.equals("aarch64") ? "arm64" : arch, Duration.ofHours(1));
  }
}
