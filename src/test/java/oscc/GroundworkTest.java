package oscc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build on a known groundwork tells and makes what one without it does. */
@Tag("tools")
class GroundworkTest {

  @TempDir Path folder;

  @BeforeEach
  void write_inputs() throws IOException {
    InputFiles.write(folder);
    InputFiles.program(InputFiles.BUSYBOX, folder.resolve("base/usr/bin/busybox"));
    // It needs a library that nobody brings.
    InputFiles.program(Path.of("/bin/true"), folder.resolve("base/usr/bin/true"));
    Path etc = Files.createDirectories(folder.resolve("base/etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    Path sysusers = Files.createDirectories(folder.resolve("base/usr/lib/sysusers.d"));
    Files.writeString(sysusers.resolve("web.conf"), "u web 33\n");
  }

  @Test
  void an_edit_is_told_and_made_as_if_it_were_the_first_build() throws IOException {
    List<String> edits =
        List.of(
            "files: [{path: /etc/motd, content: one}]",
            "\n\nfiles: [{path: /bin/busybox, absent: true}]",
            "users: [{name: root}, {name: tom}]",
            "users: [{name: tom, uid: 33}]",
            "network: {interfaces: [{name: eth0, dhcp: true}]}",
            "services: {tool: {command: [/usr/bin/true]}}",
            "services: {tool: {command: [/usr/bin/none]}}",
            "services: {tool: {command: [/usr/share/text]}}",
            "files: [{path: /usr/bin, content: no}]",
            "rootfs: {size_limit: 64M, writable: none}",
            "initrd: {on_failure: shell, busybox: {file: busybox}}",
            "kernel: {prebuilt: {image: kernel}, cmdline: [console=tty0, panic=3]}",
            "vm: {memory: 512M}",
            "name: other");
    assertThat(build("store", "out", "").joined()).isTrue();

    for (String edit : edits) {
      Outcome soon = build("store", "out", edit);
      Outcome first = build("store-of-" + edits.indexOf(edit), "alone", edit);

      assertThat(first.joined() || first.rejected()).as(edit).isTrue();
      assertThat(soon.joined()).as(edit).isFalse();
      assertThat(soon.diagnostics()).as(edit).isEqualTo(first.diagnostics());
      assertThat(soon.rejected()).as(edit).isEqualTo(first.rejected());
      assertThat(soon.sums()).as(edit).isEqualTo(first.sums());
    }
  }

  @Test
  void what_a_groundwork_depends_on_makes_another() throws IOException {
    build("store", "out", "");

    for (String edit :
        List.of(
            "rootfs: {filesystem: initramfs}",
            "epoch: 86400",
            "init: runit",
            "packages: [{dir: base, exclude: [usr/bin/true]}]",
            "packages: [{dir: base, replace: true}]",
            "packages: []")) {
      Outcome soon = build("store", "out", edit);
      Outcome first = build("store-of-" + edit.hashCode(), "alone", edit);

      assertThat(soon.joined()).as(edit).isTrue();
      assertThat(soon.diagnostics()).as(edit).isEqualTo(first.diagnostics());
      assertThat(soon.sums()).as(edit).isEqualTo(first.sums());
    }
  }

  @Test
  void what_is_wrong_with_packages_is_told_at_every_build() throws IOException {
    Outcome first = build("store", "out", "");
    Outcome second = build("store", "out", "files: [{path: /etc/motd, content: two}]");

    assertThat(second.joined()).isFalse();
    assertThat(first.diagnostics())
        .anyMatch(d -> d.contains("OS0402"))
        .anyMatch(d -> d.contains("OS0524"))
        .anyMatch(d -> d.contains("OS0753"))
        .isEqualTo(second.diagnostics());
  }

  @Test
  void a_package_that_changed_is_laid_with_the_others_anew() throws IOException {
    build("store", "out", "");
    Files.writeString(folder.resolve("base/usr/new"), "new");

    assertThat(build("store", "out", "").joined()).isTrue();
  }

  @Test
  void a_damaged_groundwork_is_found_and_made_again() throws IOException {
    build("store", "out", "");
    Path file = groundwork();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    Outcome mended = build("store", "out", "users: [{name: tom}]");

    assertThat(mended.joined()).isTrue();
    assertThat(mended.warnings()).hasSize(1).first().asString().contains("damaged");
    assertThat(build("store", "out", "users: [{name: tim}]").warnings()).isEmpty();
  }

  @Test
  void contents_that_are_cut_short_are_unpacked_again() throws IOException {
    build("store", "out", "");
    for (Path blob : files("store/blobs")) {
      Files.write(blob, Arrays.copyOf(Files.readAllBytes(blob), 1));
    }

    Outcome mended = build("store", "out", "users: [{name: tom}]");

    assertThat(mended.sums()).isEqualTo(build("fresh", "alone", "users: [{name: tom}]").sums());
  }

  @Test
  void a_package_layer_that_must_be_written_again_has_its_packages_read() throws IOException {
    Outcome first = build("store", "out", "");

    Outcome elsewhere = build("store", "elsewhere", "");

    assertThat(elsewhere.joined()).isTrue();
    // What the machine has of its own is made once all the same.
    assertThat(elsewhere.events()).containsOnlyOnce("files of the machine");
    assertThat(elsewhere.sums()).isEqualTo(first.sums());
    assertThat(elsewhere.diagnostics()).isEqualTo(first.diagnostics());
  }

  @Test
  void a_groundwork_is_made_anew_every_day() throws IOException {
    build("store", "out", "");
    Instant yesterday = Instant.now().minus(Duration.ofHours(25));
    Files.setLastModifiedTime(groundwork(), FileTime.from(yesterday));

    assertThat(build("store", "out", "users: [{name: tom}]").joined()).isTrue();
    assertThat(build("store", "out", "users: [{name: tim}]").joined()).isFalse();
  }

  private Path groundwork() throws IOException {
    return files("store/derived/groundwork").getFirst();
  }

  private List<Path> files(String below) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private Outcome build(String store, String out, String more) throws IOException {
    String manifest =
        """
        oscc: 1
        name: edited
        kernel: {prebuilt: {image: kernel}, cmdline: [console=ttyS0]}
        initrd: {busybox: {file: busybox}}
        packages: [{dir: base, exclude: [usr/share/none]}]
        """;
    String key = more.strip().split(":", 2)[0] + ":";
    String rest =
        manifest
            .lines()
            .filter(line -> !line.startsWith(key))
            .collect(Collectors.joining("\n", "", "\n"));
    return Outcome.of(folder, new Outcome.Folders(store, out), rest + more + "\n");
  }
}
