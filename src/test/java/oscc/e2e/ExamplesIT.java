package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** The other examples in {@code manifests/}, each booted once. */
class ExamplesIT {

  @Test
  void initramfs_only_boots_without_stage_1() throws Exception {
    Path bundle = build("initramfs-only");

    try (Guest guest = Guest.run("initramfs-only", bundle, "").awaitReady()) {
      assertThat(guest.console()).doesNotContain("squashfs: version");
      guest.await("login:");
    }
  }

  @Test
  void static_network_has_its_addresses_and_a_root_that_nobody_can_write_to() throws Exception {
    Path bundle = build("static-network");
    SshKey key = SshKey.make(Oscc.freshFolder("static-network-key"), "key");

    try (Guest guest = Guest.run("static-network", bundle, key.bootWord()).awaitReady()) {
      assertThat(guest.shell(key.file(), "hostname; ip -4 -o addr show lan0; ip route"))
          .startsWith("static-01\n")
          .contains("inet 10.0.2.15/24")
          .contains("default via 10.0.2.2 dev lan0");
      assertThat(guest.shell(key.file(), "cat /etc/resolv.conf /etc/hosts"))
          .contains("nameserver 10.0.2.3")
          .containsPattern("10\\.0\\.2\\.2\\s+gateway files");
      assertThat(guest.ssh(key.file(), "touch /x /etc/x /root/x").err())
          .contains("/x: Read-only file system")
          .contains("/etc/x: Read-only file system");
      guest.shell(key.file(), "touch /run/x /tmp/x /var/x");
    }
  }

  @Test
  void runit_services_serves_a_page_and_says_its_stages() throws Exception {
    Path bundle = build("runit-services");
    SshKey key = SshKey.make(Oscc.freshFolder("runit-services-key"), "key");

    try (Guest guest = Guest.run("runit-services", bundle, key.bootWord()).awaitReady()) {
      assertThat(guest.shell(key.file(), "wget -q -O - http://127.0.0.1:8080/; sv status web"))
          .containsPattern("[A-Z][a-z]{2} .* 20[0-9]{2}\\Rrun: web: \\(pid ");
      assertThat(guest.console())
          .contains("- runit: enter stage: /etc/runit/1", "- runit: enter stage: /etc/runit/2")
          .containsPattern("- runit: stage 2 begins [0-9.]+ seconds after the kernel")
          .contains("job: working every 3600 seconds");
      guest.ssh(key.file(), "poweroff");
      assertThat(guest.awaitEnd()).isZero();
      assertThat(guest.console()).contains("- runit: enter stage: /etc/runit/3");
    }
  }

  /** The checks see names, addresses, VLAN, bridge, MTU and routes; the steps that packets go. */
  @Test
  void router_has_a_lease_a_bridge_a_vlan_and_its_routes() throws Exception {
    Path folder = Oscc.freshFolder("router");
    String manifest =
        Files.readString(Oscc.PROJECT.resolve("manifests/router.yaml"))
            + """
            tests:
              - run: |
                  cat /proc/sys/net/ipv4/ip_forward
                  cat /sys/class/net/br0/address
                  ip route | grep default
                  ip -6 route | grep 'default.* br0' || echo no advertised router
                  ping -c 1 -W 5 10.0.2.2 >/dev/null && echo wan
                  ping -c 1 -W 5 10.0.3.2 >/dev/null && echo bridge
                output: |-
                  \\A1
                  52:54:00:00:00:02
                  default via 10\\.0\\.2\\.2 dev wan0 +metric 1024.*
                  default via 10\\.0\\.3\\.2 dev br0 +metric 2000.*
                  no advertised router
                  wan
                  bridge
                  \\Z
            """;
    Path file = Files.writeString(folder.resolve("machine.yaml"), manifest);

    Run.Result tested =
        Oscc.run(Oscc.PROJECT, Map.of(), "test", file.toString(), "--out", folder + "/out");
    Oscc.abortIfNoMirror(tested);

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isZero();
    assertThat(tested.out())
        .contains(Promises.allHeld(file, folder.resolve("out/router")))
        .contains("  steps: 1 held\n");
  }

  /** The boot of the same packages is in {@link InitIT}. */
  @Test
  void s6_box_builds_with_what_it_names() throws Exception {
    assertThat(build("s6-box").resolve("run")).isExecutable();
  }

  @Test
  void tar_packages_has_busybox_and_bash_from_tars() throws Exception {
    Run.Result made = Run.of(List.of("sh", "manifests/make-tars.sh")).in(Oscc.PROJECT).result();
    assertThat(made.status()).as(made.err()).isZero();
    Path manifest = withPassword("tar-packages", "tar-login");
    Path bundle = Oscc.build(manifest, "tar-login");

    try (Guest guest = Guest.run("tar-packages", bundle, "").awaitReady()) {
      guest.login("root", "correct horse");
      guest.type("echo shell=$0 && busybox | head -n 1 && bash --version && tty\n");

      assertThat(guest.await("shell=-bash\\R.*BusyBox v[\\s\\S]*GNU bash, version[\\s\\S]*ttyS0"))
          .isNotEmpty();
      assertThat(guest.console())
          .doesNotContain("no job control")
          .doesNotContain("can't access tty");
      guest.endSleepByControlC();
    }
  }

  /** The example under another name, with a root who may log in on the console. */
  private static Path withPassword(String example, String name) throws IOException {
    Run.Result hash =
        Run.of(List.of("busybox", "mkpasswd", "-m", "sha512", "correct horse")).result();
    assertThat(hash.status()).as(hash.err()).isZero();
    Path folder = Oscc.PROJECT.resolve("manifests");
    String manifest =
        Files.readString(folder.resolve(example + ".yaml"))
            .replace("name: " + example, "name: " + name)
            .replace("  - name: root\n", "  - name: root\n    password_hash: " + hash.out())
            .replace("tar: tars/", "tar: %s/tars/".formatted(folder));
    return Files.writeString(Oscc.freshFolder(name).resolve("machine.yaml"), manifest);
  }

  @Test
  void hello_runs_on_aarch64() throws Exception {
    Path bundle = build("hello-aarch64");

    try (Guest guest = Guest.run("hello-aarch64", bundle, "").awaitReady()) {
      guest.await("login:");
    }
  }

  private static Path build(String name) throws Exception {
    return Oscc.build(Oscc.PROJECT.resolve("manifests/" + name + ".yaml"), name);
  }
}
