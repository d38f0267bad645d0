package oscc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Files that say what a text must be. {@code -Doscc.golden=accept} rewrites them and fails all the
 * same, so that nothing passes that nobody looked at; a missing golden is written and fails.
 */
@NullMarked
public final class Golden {
  private static final Path ROOT = Path.of("src/test/golden");
  private static final String ACCEPT = "accept";

  private Golden() {}

  /** The folder of a family of goldens. */
  public static Path folder(String family) {
    return ROOT.resolve(family);
  }

  /** The cases of a family, which are its folders, by name. */
  public static List<String> cases(String family) throws IOException {
    try (Stream<Path> folders = Files.list(folder(family))) {
      return folders.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Holds that a text is what its golden says. */
  public static void check(Path golden, String actual) throws IOException {
    boolean accept = ACCEPT.equals(System.getProperty("oscc.golden"));
    if (!Files.exists(golden)) {
      write(golden, actual);
      fail("%s was missing and is written now: read it", golden);
    }
    String expected = Files.readString(golden);
    if (accept && !expected.equals(actual)) {
      write(golden, actual);
      fail("%s is rewritten: read the difference", golden);
    }
    assertThat(actual).as("%s (-Doscc.golden=accept rewrites it)", golden).isEqualTo(expected);
  }

  /** Holds that a folder has no other files than these. */
  public static void checkNoOrphans(Path folder, List<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()))
          .as("files of %s", folder)
          .isSubsetOf(names);
    }
  }

  private static void write(Path golden, String text) throws IOException {
    Files.createDirectories(golden.toAbsolutePath().getParent());
    Files.write(golden, text.getBytes(StandardCharsets.UTF_8));
  }
}
