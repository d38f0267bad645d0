package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampsTest {
  @TempDir Path folder;

  /** A clock by which every file of this test is old. */
  private static final InstantSource LATER = () -> Instant.now().plus(Duration.ofHours(1));

  private FileStamps open(InstantSource clock) throws IOException {
    return Store.open(folder.resolve("store")).stamps(folder, clock);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path stamps() throws IOException {
    try (var files = Files.list(folder.resolve("store/stamps"))) {
      return files.findFirst().orElseThrow();
    }
  }

  /** Swaps the only digest that was remembered, with which the stamps end, for another. */
  private void forge(Digest wrong) throws IOException {
    Words.Reader in = FileStamps.KIND.read(stamps()).orElseThrow();
    Words.Writer out = new Words.Writer();
    out.number(in.number());
    out.text(in.text());
    for (int i = 0; i < 4; i++) {
      out.number(in.number());
    }
    out.digest(wrong);
    FileStamps.KIND.write(out, stamps());
  }

  @Test
  void an_old_file_is_not_read_again() throws IOException {
    Path file = Files.writeString(folder.resolve("a b"), "one");
    FileStamps first = open(LATER);
    assertThat(first.digest(file)).isEqualTo(new FileStamps.Stamped(digest("one"), 3));
    first.save();
    forge(digest("remembered"));

    assertThat(open(LATER).digest(file).digest()).isEqualTo(digest("remembered"));
  }

  @Test
  void of_damaged_stamps_nothing_is_believed() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "one");
    FileStamps first = open(LATER);
    first.digest(file);
    first.save();
    byte[] bytes = Files.readAllBytes(stamps());

    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 0x01;
      Files.write(stamps(), bytes);
      assertThat(open(LATER).digest(file).digest()).as("byte %d", i).isEqualTo(digest("one"));
      bytes[i] ^= 0x01;
    }
  }

  @Test
  void a_young_file_is_read_again() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "one");
    FileStamps first = open(InstantSource.system());
    first.digest(file);
    first.save();

    Files.writeString(file, "two");

    assertThat(open(InstantSource.system()).digest(file).digest()).isEqualTo(digest("two"));
  }

  @Test
  void a_change_that_keeps_size_and_time_is_seen() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "one");
    FileTime time = Files.getLastModifiedTime(file);
    FileStamps first = open(LATER);
    first.digest(file);
    first.save();

    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);

    assertThat(open(LATER).digest(file).digest()).isEqualTo(digest("two"));
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> open(LATER).digest(folder.resolve("no")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no");
    assertThatThrownBy(() -> open(LATER).digest(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void damaged_stamps_are_as_good_as_none() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "one");
    FileStamps first = open(LATER);
    first.digest(file);
    first.save();
    try (var files = Files.list(folder.resolve("store/stamps"))) {
      Files.write(files.findFirst().orElseThrow(), new byte[] {(byte) 0xff, 10, 9, 9, 10});
    }

    assertThat(open(LATER).digest(file).digest()).isEqualTo(digest("one"));
  }
}
