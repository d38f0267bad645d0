package oscc.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Report;
import oscc.manifest.PackageSpec;
import oscc.store.Digest;
import oscc.store.Store;

class LocalPinsTest {
  @TempDir Path folder;

  private LocalPins pins() throws IOException {
    Store store = Store.open(folder.resolve("store"));
    return new LocalPins(store.stamps(folder, InstantSource.system()), new Report());
  }

  private Digest digest(Path tree) throws IOException {
    var spec = new PackageSpec.Dir(tree, "overlay/", PackageSpec.Selection.ALL, Machines.SPAN);
    return pins().folder(spec).digest();
  }

  private Path tree(String name, List<String> order) throws IOException {
    Path tree = Files.createDirectory(folder.resolve(name));
    for (String file : order) {
      Files.createDirectories(tree.resolve("d"));
      Files.writeString(tree.resolve(file), "text of " + file);
    }
    Files.createSymbolicLink(tree.resolve("link"), Path.of("a"));
    return tree;
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void place_order_times_and_umask_do_not_count() throws IOException {
    Path one = tree("one", List.of("a", "d/b", "d/c"));
    Path two = tree("two", List.of("d/c", "d/b", "a"));
    Files.setLastModifiedTime(two.resolve("a"), FileTime.fromMillis(0));
    mode(two.resolve("a"), "rw-rwxrwx");
    mode(two.resolve("d"), "rwx------");

    assertThat(digest(two)).isEqualTo(digest(one));
  }

  @Test
  void bytes_names_targets_and_the_x_bit_count() throws IOException {
    Path tree = tree("tree", List.of("a", "d/b"));
    Digest before = digest(tree);

    mode(tree.resolve("a"), "rwxr-xr-x");
    Digest executable = digest(tree);
    Files.writeString(tree.resolve("a"), "other");
    Digest edited = digest(tree);
    Files.delete(tree.resolve("link"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("b"));
    Digest relinked = digest(tree);
    Files.move(tree.resolve("d/b"), tree.resolve("b"));
    Digest moved = digest(tree);

    assertThat(List.of(before, executable, edited, relinked, moved)).doesNotHaveDuplicates();
  }

  @Test
  void a_file_that_is_gone_is_named_as_written() {
    assertThatThrownBy(() -> pins().file(folder.resolve("gone"), "keys/gone"))
        .hasMessageContaining("`keys/gone`");
  }
}
