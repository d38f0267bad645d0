package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFolderTest {
  @TempDir private Path folder;

  @Test
  void a_folder_that_can_be_made_is_as_good_as_one_and_is_not_made() throws IOException {
    WritableFolder.check(folder);
    WritableFolder.check(folder.resolve("a/b/c"));

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_file_is_no_folder_and_has_none_in_it() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> WritableFolder.check(file))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessage(file.toString());
    assertThatThrownBy(() -> WritableFolder.check(file.resolve("out")))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> Store.open(file)).isInstanceOf(NotDirectoryException.class);
  }
}
