package oscc.fstree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Digest;

class ContentTest {
  @TempDir Path folder;

  @Test
  void holes_read_as_zeros() throws IOException {
    Content content = slice("abcdef", 10, new Content.Extent(2, 1, 3), new Content.Extent(7, 5, 1));

    try (InputStream in = content.open()) {
      assertThat(in.readAllBytes())
          .asString(StandardCharsets.ISO_8859_1)
          .isEqualTo("\0\0bcd\0\0f\0\0");
    }
  }

  @Test
  void extents_that_overlap_are_refused() {
    assertThatThrownBy(
            () -> slice("abcdef", 10, new Content.Extent(0, 0, 3), new Content.Extent(2, 3, 1)))
        .hasMessageContaining("overlap");
  }

  @Test
  void a_blob_that_lost_its_end_is_an_error_that_names_it() throws IOException {
    Content content = slice("abcdef", 6, new Content.Extent(0, 0, 6));
    Files.writeString(folder.resolve("blob"), "abc");

    try (InputStream in = content.open()) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(DamagedBlob.class)
          .hasMessageContaining("blob");
    }
  }

  @Test
  void a_reader_of_all_bytes_learns_that_they_are_not_the_right_ones() throws IOException {
    Path file = Files.writeString(folder.resolve("whole"), "abcdef");
    Content content = Content.of(new Blob(file, Digest.of(file), 6));

    try (InputStream in = content.openSound()) {
      assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("abcdef");
    }
    Files.writeString(file, "abXdef");
    try (InputStream in = content.openSound()) {
      in.skipNBytes(5);
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(DamagedBlob.class)
          .hasMessageContaining("whole");
    }
  }

  private Content slice(String blobText, long size, Content.Extent... extents) throws IOException {
    Path file = Files.writeString(folder.resolve("blob"), blobText);
    Blob blob = new Blob(file, Digest.of(file), blobText.length());
    return new Content.Slice(blob, Digest.of(new byte[0]), size, List.of(extents));
  }
}
