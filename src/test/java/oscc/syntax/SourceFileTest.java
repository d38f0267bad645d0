package oscc.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Report;

class SourceFileTest {
  @TempDir private Path folder;

  @Test
  void a_missing_file_is_named() {
    Path file = folder.resolve("none.yaml");

    assertThatThrownBy(() -> SourceFile.read(file, new Report()))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": no such file");
  }

  @Test
  void a_folder_is_no_manifest() {
    assertThatThrownBy(() -> SourceFile.read(folder, new Report()))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": this is a folder, not a manifest");
  }

  @Test
  void an_endless_file_is_read_no_further_than_the_limit() throws IOException {
    Report report = new Report();

    assertThat(SourceFile.read(Path.of("/dev/zero"), report)).isEmpty();
    assertThat(report.hasErrors()).isTrue();
  }

  @Test
  void text_that_is_utf_8_comes_through_unchanged() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "a: \u00fc\ud83d\ude00\n");

    assertThat(SourceFile.read(file, new Report()).orElseThrow().text())
        .isEqualTo("a: \u00fc\ud83d\ude00\n");
  }
}
