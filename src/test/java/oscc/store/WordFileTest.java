package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordFileTest {
  private static final WordFile KIND = new WordFile("sample", 1);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write_a_file() throws IOException {
    file = folder.resolve("file");
    Words.Writer words = new Words.Writer();
    words.text("hello");
    KIND.write(words, file);
  }

  @Test
  void words_are_read_as_they_were_written() throws IOException {
    assertThat(KIND.read(file).orElseThrow().text()).isEqualTo("hello");
    assertThat(KIND.isWhole(file)).isTrue();
  }

  @Test
  void a_file_of_another_version_or_with_another_byte_is_not_read() throws IOException {
    assertThat(new WordFile("sample", 2).read(file)).isEmpty();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      Files.write(file, bytes);
      assertThat(KIND.read(file)).as("byte %d", i).isEmpty();
      bytes[i] ^= 1;
    }
    Files.write(file, new byte[3]);
    assertThat(KIND.read(file)).isEmpty();
  }

  @Test
  void a_file_that_another_process_removed_is_none() throws IOException {
    Files.delete(file);

    assertThat(KIND.read(file)).isEmpty();
  }
}
