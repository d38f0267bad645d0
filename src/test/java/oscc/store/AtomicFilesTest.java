package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path out;

  @Test
  void atomic_writes_follow_links_and_leave_no_draft() throws IOException {
    Path real = out.resolve("real");
    Files.writeString(real, "old");
    Files.createSymbolicLink(out.resolve("link"), Path.of("real"));

    AtomicFiles.write(out.resolve("link"), "new".getBytes(StandardCharsets.UTF_8));

    assertThat(real).hasContent("new");
    assertThat(out.resolve("link")).isSymbolicLink();
    assertThat(out).isDirectoryNotContaining(f -> f.getFileName().toString().startsWith("."));
  }

  @Test
  void a_full_disk_is_told_in_plain_words() {
    // /dev/full answers every write with ENOSPC; full(4).
    IOException told = FullDisk.explain(writeTo(Path.of("/dev/full")), out);

    assertThat(told).hasMessageContaining(out.toString()).hasMessageContaining("is full");
  }

  @Test
  void other_failures_stay_as_they_are() {
    IOException other = new IOException("other");

    assertThat(FullDisk.explain(other, out)).isSameAs(other);
  }

  private static IOException writeTo(Path file) {
    try {
      Files.write(file, new byte[] {1});
      return new IOException("it took the bytes");
    } catch (IOException e) {
      return e;
    }
  }
}
