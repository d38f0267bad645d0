package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import oscc.process.Run;

/**
 * A machine that is what its manifest says, and the same altered on purpose after the build, each
 * alteration a machine of its own to the checks; several share a boot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformIT {
  private static final String MANIFEST =
      """
      oscc: 1
      name: conform
      epoch: 1700000000
      kernel:
        deb: linux-image-cloud-amd64
        cmdline:
          - console=ttyS0,115200
        modules:
          load: [dummy]
      initrd:
        compression: none
      packages:
        - deb: [busybox-static, dropbear-bin]
          exclude: ["usr/share/doc/**", "usr/share/man/**"]
      network:
        hostname: conform-01
        interfaces:
          - name: lan0
            mac: 52:54:00:12:34:56
            addresses:
              - 10.0.2.15/24
              - 10.9.8.7/24
            gateway: 10.0.2.2
        nameservers: [10.0.2.3]
        hosts:
          10.0.2.2: [gateway]
      users:
        - name: root
          authorized_keys:
            - KEY
        - name: ann
          uid: 1234
          groups: [disk]
          shell: /bin/sh
          password_hash: $5$saltsalt$HASH
      ssh:
        server: dropbear
      files:
        - path: /etc/motd
          content: |
            hello
          mode: "0640"
          owner: ann
        - path: /etc/other
          content: "other\\n"
        - path: /etc/link
          symlink: motd
        - path: /usr/bin/dropbearconvert
          absent: true
      rootfs:
        writable: none
      """;

  private Path manifest;
  private Path out;

  @BeforeAll
  void build() throws IOException {
    Path folder = Oscc.freshFolder("conform");
    SshKey key = SshKey.make(folder, "owner");
    String line = Files.readString(Path.of(key.file() + ".pub")).strip();
    String text = MANIFEST.replace("KEY", line).replace("HASH", "a".repeat(43));
    manifest = Files.writeString(folder.resolve("machine.yaml"), text);
    out = folder.resolve("out");
  }

  private static Run.Result test(Path manifest, Path out, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("test", manifest.toString()));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of(more));
    Run.Result tested = Oscc.run(Oscc.PROJECT, Map.of(), arguments);
    Oscc.abortIfNoMirror(tested);
    return tested;
  }

  /** Builds and copies the bundle; returns the folder that has the copy. */
  private Path copy(String name) throws IOException {
    Run.Result built =
        Oscc.run(Oscc.PROJECT, Map.of(), "build", manifest.toString(), "--out", out.toString());
    Oscc.abortIfNoMirror(built);
    assertThat(built.status()).as(built.err()).isZero();
    Path altered = Oscc.freshFolder("conform-" + name);
    Run.Result copied =
        Run.of(List.of("cp", "-a", out.resolve("conform").toString(), altered.toString())).result();
    assertThat(copied.status()).as(copied.err()).isZero();
    return altered;
  }

  private int line(String text) throws IOException {
    List<String> lines = Files.readAllLines(manifest);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(text);
  }

  /** Holds that a check failed, and that it says so with the line of the manifest. */
  private void failed(Run.Result tested, String check, String what, String text)
      throws IOException {
    assertThat(tested.out())
        .containsPattern(
            "  check \\Q%s: %s\\E.* \\(\\Q%s:%d:\\E[0-9]+\\)"
                .formatted(check, what, manifest, line(text)));
  }

  @Test
  void a_machine_as_it_was_built_holds_every_promise_and_no_file_of_it_changes()
      throws IOException {
    copy("before");
    String before = Files.readString(out.resolve("conform/SHA256SUMS"));

    Run.Result tested = test(manifest, out);

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isZero();
    assertThat(tested.out()).contains(Promises.allHeld(manifest, out.resolve("conform")));
    assertThat(Files.readString(out.resolve("conform/SHA256SUMS"))).isEqualTo(before);
    Run.Result sums =
        Run.of(List.of("sha256sum", "-c", "SHA256SUMS")).in(out.resolve("conform")).result();
    assertThat(sums.status()).as(sums.out()).isZero();
  }

  @Test
  void a_machine_with_another_system_fails_the_checks_of_just_that() throws IOException {
    Path altered = copy("system");
    MachineSegment.of(altered.resolve("conform"))
        .edit("/etc/hostname", text -> "other\n")
        .edit(
            "/usr/lib/oscc/network",
            text -> text.replace("run ip addr add 10.9.8.7/24 dev lan0\n", ""))
        .editParameters(text -> text.replace("writable=none", "writable=tmpfs"))
        .edit("/usr/lib/oscc/boot", text -> text.replace("modprobe dummy", "true"))
        .edit("/usr/lib/oscc/sshd", text -> text.replace("-p 22 ", "-p 2200 "))
        .edit("/usr/lib/oscc/ready", text -> text.replace(":0016 ", ":0898 "))
        .edit("/etc/hosts", text -> text.replace("10.0.2.2 gateway", "10.0.2.2 road"))
        .edit("/etc/resolv.conf", text -> "nameserver 10.0.2.33\n")
        .write();

    Run.Result tested = test(manifest, altered, "--no-build");

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isEqualTo(4);
    failed(tested, "network.hostname", "expected conform-01, found other", "hostname:");
    failed(
        tested,
        "network.interfaces.lan0.addresses.10.9.8.7/24",
        "expected 10.9.8.7/24, found 10.0.2.15/24",
        "10.9.8.7/24");
    for (String folder : List.of("/", "/etc", "/usr")) {
      String check = "rootfs.writable." + folder;
      failed(tested, check, "expected read-only, found writable", "writable:");
    }
    failed(tested, "kernel.modules.load.dummy", "expected loaded, found not loaded", "load:");
    failed(tested, "ssh.port", "expected port 22 is open, found port 22 is closed", "ssh:");
    failed(tested, "network.hosts.10.0.2.2", "expected gateway, found 10.0.2.2 road", "[gateway]");
    failed(tested, "network.nameservers.10.0.2.3", "expected 10.0.2.3, found", "nameservers:");
    assertThat(tested.out()).containsPattern("  checks: [0-9]+ held, 11 failed\n");
  }

  @Test
  void a_machine_with_other_people_and_files_fails_the_checks_of_just_that() throws IOException {
    Path altered = copy("people");
    MachineSegment.of(altered.resolve("conform"))
        .edit("/etc/shadow", text -> text.replaceFirst("(?m)^root:[^:]*:", "root::"))
        .edit("/etc/group", text -> text.replaceFirst("(?m)^(disk:.*)ann$", "$1"))
        .edit("/root/.ssh/authorized_keys", text -> "# none\n")
        .edit(
            "/etc/inittab",
            text -> text.replace("::respawn:/usr/lib/oscc/sshd", "::once:/usr/lib/oscc/sshd"))
        .mode("/etc/motd", 0666)
        .edit("/etc/other", text -> "changed\n")
        .edit("/etc/link", text -> "other")
        .edit("/etc/oscc-release", text -> text.replaceFirst("BUILD_ID=.*", "BUILD_ID=0"))
        .remove("/usr/bin/dropbearconvert")
        .write();

    Run.Result tested = test(manifest, altered, "--no-build");

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isEqualTo(4);
    failed(
        tested,
        "users.root.password_hash",
        "expected locked, found no password is asked for",
        "- name: root");
    failed(tested, "users.ann.groups.disk", "expected a member, found members: ", "groups:");
    failed(
        tested,
        "users.root.authorized_keys[0]",
        "expected that key, found not among 1 keys",
        "ssh-ed25519");
    failed(
        tested,
        "ssh.restart",
        "expected back after it was killed, found not back after 20 seconds",
        "server:");
    failed(tested, "files./etc/motd.mode", "expected 0640, found 0666", "mode:");
    failed(tested, "files./etc/other.content", "expected a file with SHA-256 ", "content: \"other");
    failed(
        tested,
        "files./etc/link.symlink",
        "expected a link to motd, found a link to other",
        "symlink:");
    failed(
        tested,
        "files./usr/bin/dropbearconvert.absent",
        "expected nothing there, found a regular file",
        "absent:");
    failed(tested, "name", "expected NAME=conform BUILD_ID=", "name: conform");
    assertThat(tested.out()).containsPattern("  checks: [0-9]+ held, 9 failed\n");
    assertThat(tested.out()).contains(" | ", "not as they should");
  }
}
