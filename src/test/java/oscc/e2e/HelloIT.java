package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import oscc.bundle.BundleJson;
import oscc.process.Run;

/** The first example, from manifest to login; one boot carries all assertions on the machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HelloIT {
  private Path bundle;
  private SshKey key;
  private SshKey stranger;
  private Guest guest;

  @BeforeAll
  void boot() throws Exception {
    bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    Path keys = Oscc.freshFolder("hello-keys");
    key = SshKey.make(keys, "owner");
    stranger = SshKey.make(keys, "stranger");
    guest = Guest.run("hello-direct", bundle, key.bootWord()).awaitReady();
  }

  @AfterAll
  void end() throws IOException {
    if (guest != null) {
      guest.close();
    }
  }

  @Test
  void the_bundle_has_every_file_and_its_checksums_are_right() throws IOException {
    Run.Result checked = Run.of(List.of("sha256sum", "-c", "SHA256SUMS")).in(bundle).result();

    assertThat(checked.status()).as(checked.out()).isZero();
    try (var files = Files.list(bundle)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "vmlinuz",
              "initrd.img",
              "machine.img",
              "rootfs.squashfs",
              "root.hdr",
              "boot.ipxe",
              "run",
              "bundle.json",
              "SHA256SUMS");
    }
  }

  @Test
  void the_owner_of_the_key_logs_in() throws IOException {
    assertThat(guest.shell(key.file(), "id -un; hostname")).isEqualTo("root\nhello\n");
  }

  @Test
  void oscc_ls_and_cat_show_what_the_machine_has() throws IOException {
    String listed = look("ls", "-R", bundle.toString(), "/usr/sbin");
    String passwd = look("cat", bundle.toString(), "/etc/passwd");
    String shell = look("cat", bundle.toString(), "/bin/sh", "--in", "root");

    assertThat(guest.shell(key.file(), "find /usr/sbin | sort"))
        .isEqualTo(listed.lines().sorted().map(l -> l + "\n").collect(Collectors.joining()));
    assertThat(guest.shell(key.file(), "cat /etc/passwd")).isEqualTo(passwd);
    assertThat(shell).startsWith("\u007fELF");
  }

  @Test
  void oscc_why_names_the_package_and_the_line() throws IOException {
    String why = look("why", "manifests/hello.yaml", "/bin/sh");

    assertThat(why.lines().toList())
        .startsWith("/bin -> usr/bin")
        .contains("/usr/bin/sh -> /usr/bin/busybox", "/usr/bin/busybox")
        .anyMatch(l -> l.matches("  from busybox-static \\S+, for manifests/hello.yaml:\\d+: .*"));
  }

  private static String look(String... words) throws IOException {
    Run.Result looked = Oscc.run(Oscc.PROJECT, Map.of(), words);
    assertThat(looked.status()).as(looked.err()).isZero();
    return looked.out();
  }

  @Test
  void another_key_is_refused() throws IOException {
    Run.Result refused = guest.ssh(stranger.file(), "true");

    assertThat(refused.status()).isEqualTo(255);
    assertThat(refused.err()).contains("Permission denied");
  }

  @Test
  void the_machine_knows_its_build() throws IOException {
    String release = guest.shell(key.file(), "cat /etc/oscc-release /proc/cmdline");

    assertThat(release).contains(BundleJson.read(bundle).build().hex());
  }

  @Test
  void the_root_can_be_written_and_its_layers_are_where_people_look_for_them() throws IOException {
    String mounts = guest.shell(key.file(), "touch /etc/new && cat /proc/mounts");

    assertThat(mounts).contains("/run/oscc/package squashfs ro").contains(" / overlay rw");
  }

  @Test
  void drivers_are_found_by_what_the_hardware_says_it_is() throws IOException {
    assertThat(guest.shell(key.file(), "ip -4 addr show dev eth0")).contains("inet 10.0.2.15/24");
  }

  @Test
  void a_login_prompt_stands_on_the_console() throws Exception {
    assertThat(guest.await("hello login:")).isNotEmpty();
  }

  @Test
  void a_second_build_says_that_nothing_changed_and_touches_nothing() throws IOException {
    var before = Files.getLastModifiedTime(bundle.resolve("bundle.json"));

    Run.Result again =
        Oscc.run(
            Oscc.PROJECT, Map.of(), "build", "manifests/hello.yaml", "--out", Oscc.OUT.toString());

    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("nothing changed");
    assertThat(Files.getLastModifiedTime(bundle.resolve("bundle.json"))).isEqualTo(before);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void poweroff_ends_the_machine_cleanly() throws Exception {
    guest.ssh(key.file(), "poweroff");

    assertThat(guest.awaitEnd()).isZero();
    assertThat(guest.console()).contains("Power down");
  }
}
