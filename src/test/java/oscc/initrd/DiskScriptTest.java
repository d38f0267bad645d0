package oscc.initrd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stage 1 lays on the disk, by the host's busybox on folders of the test. */
@Tag("tools")
final class DiskScriptTest {
  private static final String KEYS = "ada/.ssh/authorized_keys";

  /** What the script takes from /init, and what only root of a machine can do. */
  private static final String AROUND =
      """
      say() { echo "$*"; }
      die() { echo "$*"; exit 1; }
      mount() { :; }
      sync() { :; }
      persist=/home
      build_id=$1
      root=HERE/root
      . HERE/script
      lay_persistent
      """;

  @TempDir private Path made;
  private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    folder = made.toRealPath();
    Files.createDirectories(home("root"));
    Files.createDirectories(home("machine"));
    Files.createDirectories(folder.resolve("victim"));
    Files.writeString(folder.resolve("victim/authorized_keys"), "theirs");
    String script = Files.readString(Path.of("templates/initrd/disk"));
    Files.writeString(folder.resolve("script"), script.replace("/run/oscc", folder.toString()));
    Files.writeString(folder.resolve("run"), AROUND.replace("HERE", folder.toString()));
  }

  @Test
  void what_packages_bring_comes_once_and_what_the_manifest_puts_there_always() throws Exception {
    put("root", "ada/notes", "of the package");
    put("machine", KEYS, "key");

    assertThat(lay("1")).isEmpty();
    Files.writeString(onDisk("ada/notes"), "of the machine");
    Files.delete(onDisk(KEYS));
    assertThat(lay("2")).isEmpty();

    assertThat(onDisk("ada/notes")).hasContent("of the machine");
    assertThat(onDisk(KEYS)).hasContent("key");
  }

  @Test
  void a_key_that_is_revoked_goes_after_a_boot_that_broke_off_too() throws Exception {
    put("machine", KEYS, "key");
    Files.createDirectories(onDisk(KEYS));

    assertThat(lay("1")).contains("./" + KEYS + " cannot be replaced");
    assertThat(onDisk(KEYS)).isEmptyDirectory();
    Files.delete(onDisk(KEYS));
    assertThat(lay("1")).isEmpty();
    Files.delete(home("machine").resolve(KEYS));
    assertThat(lay("1")).isEmpty();

    assertThat(onDisk(KEYS)).doesNotExist();
    assertThat(onDisk("ada/.ssh")).isDirectory();
  }

  @Test
  void the_list_has_old_and_new_before_anything_is_put_there() throws Exception {
    put("machine", KEYS, "key");
    String broken = "take() { [ ! -s \"$1\" ] || { echo broken off; exit 1; }; }\nlay_persistent\n";
    String run = Files.readString(folder.resolve("run")).replace("lay_persistent\n", broken);
    Files.writeString(folder.resolve("run"), run);

    assertThat(lay("1")).isEqualTo("broken off\n");

    assertThat(folder.resolve("disk/lists/:home/manifest")).content().contains("./" + KEYS);
  }

  @Test
  void a_link_of_a_user_leads_nothing_of_the_manifest_astray() throws Exception {
    put("machine", KEYS, "key");
    Files.createDirectories(onDisk("ada"));
    Files.createSymbolicLink(onDisk("ada/.ssh"), folder.resolve("victim"));

    assertThat(lay("1")).isEmpty();

    assertThat(folder.resolve("victim/authorized_keys")).hasContent("theirs");
    assertThat(onDisk("ada/.ssh")).isDirectory();
    assertThat(onDisk("ada/.ssh").toRealPath()).isEqualTo(onDisk("ada/.ssh"));
    assertThat(onDisk(KEYS)).hasContent("key");
  }

  @Test
  void a_link_of_a_user_has_nothing_else_removed_and_gets_nothing_of_a_package() throws Exception {
    put("machine", KEYS, "key");
    assertThat(lay("1")).isEmpty();
    Files.delete(home("machine").resolve(KEYS));
    Files.delete(home("machine").resolve("ada/.ssh"));
    Files.delete(onDisk(KEYS));
    Files.delete(onDisk("ada/.ssh"));
    Files.createSymbolicLink(onDisk("ada/.ssh"), folder.resolve("victim"));
    put("root", "ada/.ssh/config", "of the package");

    assertThat(lay("2")).isEmpty();

    assertThat(folder.resolve("victim/authorized_keys")).hasContent("theirs");
    assertThat(folder.resolve("victim/config")).doesNotExist();
  }

  @Test
  void a_file_takes_the_place_of_a_link_to_a_folder() throws Exception {
    put("machine", "ada/notes", "of the manifest");
    Files.createDirectories(onDisk("ada"));
    Files.createSymbolicLink(onDisk("ada/notes"), folder.resolve("victim"));

    assertThat(lay("1")).isEmpty();

    assertThat(onDisk("ada/notes")).hasContent("of the manifest");
    assertThat(folder.resolve("victim/notes")).doesNotExist();
  }

  @Test
  void a_folder_that_a_link_leads_away_from_stops_the_boot() throws Exception {
    Files.createDirectories(folder.resolve("disk/persist"));
    Files.createSymbolicLink(folder.resolve("disk/persist/home"), folder.resolve("victim"));

    assertThat(lay("1")).contains("no disk: a link leads away from ");
  }

  @Test
  void a_disk_that_cannot_be_written_to_stops_the_boot() throws Exception {
    Files.createDirectories(folder.resolve("disk/lists/:home/manifest.new/manifest"));

    assertThat(lay("1")).contains("no disk: it cannot be written to");
  }

  private Path home(String layer) {
    return folder.resolve(layer).resolve("home");
  }

  private Path onDisk(String path) {
    return folder.resolve("disk/persist/home").resolve(path);
  }

  private void put(String layer, String path, String text) throws IOException {
    Path file = home(layer).resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String lay(String build) throws IOException, InterruptedException {
    assertThat(Path.of("/usr/bin/busybox"))
        .as("install the Debian package busybox-static")
        .isExecutable();
    Process process =
        new ProcessBuilder(
                List.of("/usr/bin/busybox", "sh", folder.resolve("run").toString(), build))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
