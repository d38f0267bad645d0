package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProgramTest {
  @TempDir Path folder;

  @Test
  void two_jars_of_equal_size_and_time_are_told_apart() throws IOException {
    Path one = Files.writeString(folder.resolve("one.jar"), "one");
    Path two = Files.writeString(folder.resolve("two.jar"), "two");
    Path copy = Files.copy(one, folder.resolve("copy.jar"));
    Files.setLastModifiedTime(one, FileTime.fromMillis(0));
    Files.setLastModifiedTime(two, FileTime.fromMillis(0));

    assertThat(OwnProgram.identity(one)).isNotEqualTo(OwnProgram.identity(two));
    assertThat(OwnProgram.identity(copy)).isEqualTo(OwnProgram.identity(one));
  }
}
