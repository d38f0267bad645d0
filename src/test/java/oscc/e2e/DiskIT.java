package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** What lies on a disk outlasts reboots, a loss of power and new builds, and is nobody else's. */
class DiskIT {
  /** Waits until what was written before it is on the disk, then writes on without an end. */
  private static final String WRITE_ON =
      "sync; (while :; do date >>%1$s; dd if=/dev/urandom of=%1$s bs=64k count=40; done)"
          + " >/dev/null 2>&1 & echo writing";

  private static final String FIRST_BUILD =
      """

      init: busybox
      files:
        - {path: /var/lib/revoked, content: first}
        - {path: /var/lib/from-manifest, content: first}
      """;

  private static final String NEXT_BUILD =
      """
        - dir: next
      init: busybox
      files:
        - path: /var/lib/from-manifest
          content: second
      """;

  private static final String ANOTHER_USER =
      """
      users:
        - name: bob
          home: /var/lib/bob
      """;

  @Test
  void a_persistent_folder_outlasts_a_loss_of_power_and_a_new_build() throws Exception {
    Path folder = Oscc.freshFolder("persist");
    SshKey key = SshKey.make(folder, "key");
    Path disk = StateDisk.blank(folder.resolve("disk.raw"));
    String kiosk = Files.readString(Oscc.PROJECT.resolve("manifests/kiosk.yaml"));
    Path first =
        Oscc.build(
            Files.writeString(
                folder.resolve("first.yaml"), kiosk.replace("\ninit: busybox\n", FIRST_BUILD)),
            "kiosk");

    String hostKey;
    try (Guest guest = Guest.withDisk("persist-first", first, disk, key.bootWord()).awaitReady()) {
      hostKey = guest.shell(key.file(), "sha256sum </var/lib/dropbear/dropbear_ed25519_host_key");
      assertThat(guest.shell(key.file(), "cat /var/lib/revoked /var/lib/from-manifest"))
          .isEqualTo("firstfirst");
      guest.shell(key.file(), "mkdir /var/lib/app && echo kept >/var/lib/app/data");
      assertThat(guest.ssh(key.file(), "touch /etc/x /x").err())
          .contains("/etc/x: Read-only file system", "/x: Read-only file system");
      guest.shell(key.file(), WRITE_ON.formatted("/var/lib/app/busy"));
    }

    Path next = Files.createDirectories(folder.resolve("next/usr/share"));
    Files.writeString(next.resolve("second-package"), "here");
    Path second =
        Oscc.build(
            Files.writeString(
                folder.resolve("second.yaml"),
                kiosk.replace("\ninit: busybox\n", NEXT_BUILD).replace("users:\n", ANOTHER_USER)),
            "kiosk");
    try (Guest guest =
        Guest.withDisk("persist-second", second, disk, key.bootWord()).awaitReady()) {
      assertThat(guest.shell(key.file(), "cat /var/lib/app/data /usr/share/second-package"))
          .isEqualTo("kept\nhere");
      assertThat(guest.shell(key.file(), "id -un bob; stat -c %U /var/lib/bob"))
          .isEqualTo("bob\nbob\n");
      assertThat(guest.shell(key.file(), "cat /var/lib/from-manifest; ls /var/lib"))
          .startsWith("second")
          .doesNotContain("revoked");
      assertThat(guest.shell(key.file(), "sha256sum </var/lib/dropbear/dropbear_ed25519_host_key"))
          .isEqualTo(hostKey);
      // Somebody keeps a file open to the very end.
      guest.shell(key.file(), "sleep 1000 >/var/lib/app/open 2>/dev/null </dev/null & poweroff");
      assertThat(guest.awaitEnd()).isZero();
    }
    StateDisk.assertClean(disk);
  }

  @Test
  void a_whole_root_on_a_partition_is_kept_for_its_build_and_no_other() throws Exception {
    Path folder = Oscc.freshFolder("whole");
    SshKey key = SshKey.make(folder, "key");
    Path disk = StateDisk.blank(folder.resolve("disk.raw"));
    partition(disk);
    String whole =
        Files.readString(Oscc.PROJECT.resolve("manifests/kiosk.yaml"))
            .replace("name: kiosk\n", "name: whole\n")
            .replace("writable: none", "writable: disk")
            .replaceFirst("(?m)^  disk: \\{label.*$", "  disk: {partlabel: whole-state}")
            .replaceFirst("(?m)^  persist:.*$", "");
    Path bundle = Oscc.build(Files.writeString(folder.resolve("first.yaml"), whole), "whole");

    try (Guest guest = Guest.withDisk("whole-first", bundle, disk, key.bootWord()).awaitReady()) {
      guest.shell(key.file(), "echo kept >/etc/kept && rm /usr/bin/dropbearkey");
      guest.shell(key.file(), WRITE_ON.formatted("/root/busy"));
    }
    try (Guest guest = Guest.withDisk("whole-again", bundle, disk, key.bootWord()).awaitReady()) {
      assertThat(guest.shell(key.file(), "cat /etc/kept; ls /usr/bin")).startsWith("kept\n");
      assertThat(guest.ssh(key.file(), "test -e /usr/bin/dropbearkey").status()).isEqualTo(1);
      guest.ssh(key.file(), "poweroff");
      assertThat(guest.awaitEnd()).isZero();
    }
    StateDisk.assertClean(fileSystem(disk));

    Path next = Files.createDirectories(folder.resolve("next/usr/share"));
    Files.writeString(next.resolve("second-package"), "here");
    Path second =
        Oscc.build(
            Files.writeString(
                folder.resolve("second.yaml"),
                whole.replace("\ninit: busybox\n", NEXT_BUILD).replace("users:\n", ANOTHER_USER)),
            "whole");
    try (Guest guest = Guest.withDisk("whole-second", second, disk, key.bootWord()).awaitReady()) {
      assertThat(guest.shell(key.file(), "id -un bob; cat /usr/share/second-package"))
          .isEqualTo("bob\nhere");
      assertThat(
              guest.shell(key.file(), "ls /usr/bin/dropbearkey /run/oscc/disk/upper/*/upper/etc"))
          .contains("/usr/bin/dropbearkey\n")
          .contains("kept");
      assertThat(guest.ssh(key.file(), "test -e /etc/kept").status()).isEqualTo(1);
    }
  }

  @Test
  void a_disk_with_something_else_on_it_is_left_alone() throws Exception {
    Path folder = Oscc.freshFolder("foreign");
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/kiosk.yaml"), "kiosk");
    byte[] foreign = new byte[1 << 20];
    new Random(1).nextBytes(foreign);
    Path disk = StateDisk.blank(folder.resolve("disk.raw"));
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(StateDisk.BYTES - foreign.length);
      file.write(foreign);
    }
    Run.Result before = Run.of(List.of("sha256sum", disk.toString())).result();

    try (Guest guest = Guest.withDisk("foreign", bundle, disk, "oscc.onfail=poweroff")) {
      guest.await(
          "oscc: no disk: /dev/vdb is neither blank nor an ext4 file system with the label");
      guest.awaitEnd();
      assertThat(guest.console()).doesNotContain(" is up (build");
    }

    assertThat(Run.of(List.of("sha256sum", disk.toString())).result().out())
        .isEqualTo(before.out());
  }

  /** One partition after a first megabyte, to its end but for the second table. */
  private static void partition(Path disk) throws IOException {
    String table =
        "printf 'label: gpt\\nstart=2048,size=120M,name=whole-state\\n' | sfdisk -q \"$1\"";
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(2 * StateDisk.BYTES);
    }
    Run.Result made =
        Run.of(List.of("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; " + table, "sh", disk.toString()))
            .result();
    assertThat(made.status()).as(made.err()).isZero();
  }

  /** What is in the partition. */
  private static Path fileSystem(Path disk) throws IOException {
    Path file = disk.resolveSibling("partition.raw");
    Run.Result cut =
        Run.of(
                List.of(
                    "dd",
                    "if=" + disk,
                    "of=" + file,
                    "bs=1M",
                    "skip=1",
                    "count=120",
                    "conv=sparse",
                    "status=none"))
            .result();
    assertThat(cut.status()).as(cut.err()).isZero();
    return file;
  }
}
