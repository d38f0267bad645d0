package oscc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import oscc.kernel.TestImage;

/** What a manifest of a test can name: a kernel, a static busybox, programs of packages. */
final class InputFiles {
  static final Path BUSYBOX = Path.of("/bin/busybox");

  private InputFiles() {}

  /** Writes {@code kernel} and {@code busybox}. */
  static void write(Path folder) throws IOException {
    assertThat(BUSYBOX).as("apt install busybox-static").exists();
    Files.write(folder.resolve("kernel"), TestImage.bzImage("6.1.0 (gcc)", new byte[] {1, 2, 3}));
    Files.copy(BUSYBOX, folder.resolve("busybox"));
  }

  /** Copies a program of this host into the folder of a package. */
  static void program(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
