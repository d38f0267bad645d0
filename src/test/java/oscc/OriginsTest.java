package oscc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.fstree.UnixPath;
import oscc.image.Origins;
import oscc.manifest.Manifest;
import oscc.store.Store;

/** The story of each path is told by the same join that builds the machine. */
@Tag("tools")
class OriginsTest {
  private static final String MANIFEST =
      """
      oscc: 1
      name: told
      kernel: {prebuilt: {image: kernel}}
      initrd: {busybox: {file: busybox}}
      packages:
        - dir: base
        - dir: extra
          replace: true
        - dir: third
      files:
        - path: /usr/share/mine
          content: mine
        - path: /usr/share/both
          content: last
        - path: /usr/share/gone
          absent: true
        - path: /usr/share/folder
          absent: true
      """;

  @TempDir private Path folder;

  @Test
  void every_path_tells_who_brought_replaced_and_removed_it() throws IOException, Rejected {
    Origins.Told told = told();

    assertThat(story(told, "/usr/share/mine")).containsExactly("BROUGHT the machine layer 11");
    assertThat(story(told, "/usr/share/both"))
        .containsExactly("BROUGHT base 6", "REPLACED extra 7", "REPLACED the machine layer 13");
    assertThat(story(told, "/usr/share/same"))
        .containsExactly("BROUGHT base 6", "SAME extra 7", "SAME third 9");
    assertThat(story(told, "/usr/share/gone"))
        .containsExactly("BROUGHT base 6", "REMOVED the machine layer 15");
    assertThat(story(told, "/usr/share/folder/old"))
        .containsExactly("BROUGHT base 6", "REMOVED the machine layer 17");
    assertThat(story(told, "/usr/share"))
        .containsExactly(
            "BROUGHT every root that oscc makes -", "SAME base 6", "SAME extra 7", "SAME third 9");
    assertThat(story(told, "/usr/share/never")).isEmpty();
    assertThat(told.root().find(new UnixPath("/usr/share/gone"))).isEmpty();
    assertThat(told.root().find(new UnixPath("/usr/share/both"))).isPresent();
  }

  @Test
  void the_links_on_the_way_are_told_in_their_order() throws IOException, Rejected {
    Origins.Told told = told();

    assertThat(told.root().linksOn(new UnixPath("/bin/sh")))
        .extracting(UnixPath::value)
        .containsExactly("/bin", "/usr/bin/sh");
    assertThat(told.root().resolve(new UnixPath("/bin/sh")).orElseThrow())
        .hasToString("/usr/bin/busybox");
  }

  @Test
  void telling_writes_no_lock() throws IOException, Rejected {
    told();

    assertThat(folder.resolve("oscc.lock")).doesNotExist();
  }

  private static List<String> story(Origins.Told told, String path) {
    return told.of(new UnixPath(path)).stream()
        .map(o ->
            "%s %s %s"
                .formatted(
                    o.effect(), o.who(), o.asked().map(s -> "" + s.position().line()).orElse("-")))
        .toList();
  }

  private Origins.Told told() throws IOException, Rejected {
    InputFiles.write(folder);
    InputFiles.program(InputFiles.BUSYBOX, folder.resolve("base/usr/bin/busybox"));
    file("base", "both", "first");
    file("extra", "both", "second");
    file("base", "same", "same");
    file("extra", "same", "same");
    file("third", "same", "same");
    file("base", "gone", "gone");
    file("base", "folder/old", "old");
    Path manifest = Files.writeString(folder.resolve("told.yaml"), MANIFEST);
    Report report = new Report();
    var options = new CompileOptions(false, true, false, false, 2, OptionalLong.empty(), Map.of());
    Store store = Store.open(folder.resolve("store"));
    try {
      return new Compiler(SharedWork.with(store, Progress.NONE), options, Progress.NONE)
          .origins(Manifest.of(manifest), report);
    } catch (Rejected e) {
      throw new AssertionError(report.diagnostics().toString(), e);
    }
  }

  private void file(String unit, String name, String text) throws IOException {
    Path file = folder.resolve(unit).resolve("usr/share").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
