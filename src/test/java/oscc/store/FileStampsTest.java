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

  /** Swaps what was remembered for something recognisable. */
  private void forge(Digest wrong, Digest right) throws IOException {
    try (var files = Files.list(folder.resolve("store/stamps"))) {
      Path stamps = files.findFirst().orElseThrow();
      Files.writeString(stamps, Files.readString(stamps).replace(right.hex(), wrong.hex()));
    }
  }

  @Test
  void an_old_file_is_not_read_again() throws IOException {
    Path file = Files.writeString(folder.resolve("a b"), "one");
    FileStamps first = open(LATER);
    assertThat(first.digest(file)).isEqualTo(new FileStamps.Stamped(digest("one"), 3));
    first.save();
    forge(digest("remembered"), digest("one"));

    assertThat(open(LATER).digest(file).digest()).isEqualTo(digest("remembered"));
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
