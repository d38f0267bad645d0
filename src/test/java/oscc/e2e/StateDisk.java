package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import oscc.process.Run;

/** The file on the host that is a machine's disk. */
final class StateDisk {
  static final long BYTES = 64L << 20;

  private StateDisk() {}

  /** Makes a disk on which there is nothing. */
  static Path blank(Path file) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(BYTES);
    }
    return file;
  }

  /** Holds that the file system there was let go as it should. */
  static void assertClean(Path fileSystem) throws IOException {
    String dump = "PATH=$PATH:/usr/sbin:/sbin dumpe2fs -h \"$1\"";
    Run.Result result = Run.of(List.of("sh", "-c", dump, "sh", fileSystem.toString())).result();

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("Filesystem state: +clean\n")
        .doesNotContain("needs_recovery");
  }
}
