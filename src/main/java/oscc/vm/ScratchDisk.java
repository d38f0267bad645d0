package oscc.vm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A blank disk for one boot, as a sparse file that closing removes. */
record ScratchDisk(Path file) implements AutoCloseable {

  /** Makes a disk; one of 0 MiB has no file, since the machine has no use for it. */
  static ScratchDisk blank(Path file, int mebibytes) throws IOException {
    if (mebibytes > 0) {
      try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
        disk.setLength((long) mebibytes << 20);
      }
    }
    return new ScratchDisk(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
