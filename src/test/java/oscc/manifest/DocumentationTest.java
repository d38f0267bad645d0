package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import oscc.Golden;
import oscc.diag.Code;

/** The pages under {@code docs} that speak of manifests say what the program does. */
class DocumentationTest {
  private static final Path PAGES = Path.of("docs/diagnostics");

  @Test
  void the_manifest_page_is_made_from_the_schema() throws IOException {
    Golden.check(Path.of("docs/manifest.md"), ManifestPage.text());
  }

  @Test
  void every_code_has_a_page_that_says_how_to_mend_it() throws IOException {
    for (Code code : Code.values()) {
      Path page = PAGES.resolve(code + ".md");
      assertThat(page).exists();
      assertThat(Files.readString(page))
          .startsWith("# " + code + ": ")
          .contains("\n## Example\n")
          .contains("\n## How to mend it\n");
    }
  }

  @Test
  void every_page_has_a_code() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      List<String> known = Stream.of(Code.values()).map(c -> c + ".md").toList();
      assertThat(pages.map(p -> p.getFileName().toString())).isSubsetOf(known);
    }
  }
}
