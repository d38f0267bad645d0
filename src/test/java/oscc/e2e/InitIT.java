package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.process.Run;

/**
 * One manifest under every init system, unchanged but for {@code init}: three services, a root that
 * nobody can write to, a new boot and a clean end.
 */
class InitIT {
  private static final String MANIFEST =
      """
      oscc: 1
      name: init-INIT
      kernel:
        deb: linux-image-cloud-amd64
        cmdline:
          - console=ttyS0,115200
          - panic=10
      packages:
        - deb: [busybox-static, dash, dropbear-bin, runit, s6]
          without: [debianutils, dpkg, runit-helper, sysuser-helper]
          exclude: ["usr/share/**"]
      init: INIT
      services:
        prepare:
          command: [/bin/sh, -c, "sleep 2; mkdir /run/web; echo prepared >/run/web/index.html"]
          oneshot: true
          log: none
        web:
          command: [/bin/sh, -c, "echo begin; env; ls -d /run/web; exec busybox httpd -f -p 8080 -h ."]
          after: [prepare]
          restart: on_failure
          user: www
          group: disk
          directory: /var
          environment: {LEVEL: "it's"}
          ready: {port: 8080}
          stop_signal: INT
          log: file
        flaky:
          command: [/usr/local/bin/flaky]
          restart: on_failure
          ready: {command: [/bin/test, -e, /run/flaky.3]}
      network:
        interfaces:
          - name: eth0
            addresses: [10.0.2.15/24]
            gateway: 10.0.2.2
      users:
        - name: root
        - name: www
          uid: 1234
          groups: [tty]
      ssh:
        server: dropbear
        key_from_cmdline: true
      files:
        - path: /usr/local/bin/flaky
          mode: "0755"
          content: |
            #!/bin/sh
            for n in 1 2; do
              [ -e /run/flaky.$n ] || { echo "try $n"; : >/run/flaky.$n; exit 1; }
            done
            echo 'try 3'
            : >/run/flaky.3
            exec sleep 100000
      rootfs:
        writable: none
      vm:
        memory: 512M
        forward: ["2225:22"]
      """;

  /** A function of a shell that finds the process of the service, whoever started it. */
  private static final String WEB =
      "web() { for dir in /proc/[0-9]*; do tr '\\0' ' ' <$dir/cmdline | grep -q '^busybox httpd'"
          + " && echo ${dir#/proc/}; done 2>/dev/null; }; ";

  @ParameterizedTest
  @CsvSource({"busybox, ctrl-alt-del", "runit, reboot", "s6, ctrl-alt-del"})
  void one_manifest_works_under_every_init_system(String init, String again) throws Exception {
    Path folder = Oscc.freshFolder("init-" + init);
    Path manifest =
        Files.writeString(folder.resolve("machine.yaml"), MANIFEST.replace("INIT", init));
    SshKey key = SshKey.make(folder, "owner");
    Path bundle = Oscc.build(manifest, "init-" + init);
    Path monitor = Files.createTempDirectory("oscc-init").resolve("monitor");
    String listen = "unix:%s,server=on,wait=off".formatted(monitor);

    try (Guest guest =
        Guest.run(
                "init-" + init,
                bundle,
                key.bootWord(),
                "-monitor",
                listen,
                // The bundle's own QEMU ends where a machine boots anew.
                "-action",
                "reboot=reset")
            .awaitReady()) {
      assertServices(guest, key);
      assertRestart(guest, key);
      assertReadOnly(guest, key);

      if (again.equals("reboot")) {
        guest.ssh(key.file(), "reboot");
      } else {
        press(monitor, "ctrl-alt-delete");
      }
      String ready = Pattern.quote("init-" + init + " is up");
      guest.await("(?s)" + ready + ".*reboot: Restarting system.*" + ready);
      guest.ssh(key.file(), "poweroff");

      assertThat(guest.awaitEnd()).isZero();
      assertThat(guest.console()).contains("reboot: Power down").doesNotContain("failed:");
    } finally {
      Files.deleteIfExists(monitor);
      Files.delete(monitor.getParent());
    }
  }

  private static void assertServices(Guest guest, SshKey key) throws IOException {
    String console = guest.console();
    String[] steps = {"flaky: try 1", "flaky: try 2", "flaky: try 3", " is up (build "};
    for (int i = 1; i < steps.length; i++) {
      assertThat(console.indexOf(steps[i]))
          .as("%s after %s", steps[i], steps[i - 1])
          .isGreaterThan(console.indexOf(steps[i - 1]));
    }
    assertThat(guest.shell(key.file(), "cat /var/log/web.log").lines())
        .containsOnlyOnce("begin")
        .contains(
            "/run/web",
            "LEVEL=it's",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("SSH_"));
    String status = guest.shell(key.file(), WEB + "cat /proc/$(web)/status");
    assertThat(status).contains("Uid:\t1234\t1234").contains("Gid:\t6\t6").contains("5 6");
  }

  /** The new process serves again, and the supervisor has left no zombie behind. */
  private static void assertRestart(Guest guest, SshKey key) throws IOException {
    String restarted =
        guest.shell(
            key.file(),
            WEB
                + "old=$(web); kill -9 $old; "
                + "until wget -q -O - http://127.0.0.1:8080/log/web.log; do sleep 0.2; done"
                + " | grep -c begin; [ $(web) != $old ]; echo $?; ps | grep -c '[[]sh]' || true");

    assertThat(restarted).isEqualTo("2\n0\n0\n");
  }

  private static void assertReadOnly(Guest guest, SshKey key) throws IOException {
    Run.Result refused = guest.ssh(key.file(), "touch /etc/new /usr/new /new");

    assertThat(refused.err().lines()).hasSize(3).allMatch(l -> l.endsWith("Read-only file system"));
    guest.shell(key.file(), "touch /run/new /tmp/new /var/new /var/log/new");
  }

  /** Presses keys by QEMU's monitor. */
  private static void press(Path monitor, String keys) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(monitor));
      ByteBuffer line =
          ByteBuffer.wrap("sendkey %s\n".formatted(keys).getBytes(StandardCharsets.US_ASCII));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      // The monitor answers with its prompt; only then is the line read.
      channel.read(ByteBuffer.allocate(4096));
    }
  }

  @Test
  void a_static_program_alone_is_a_machine() throws Exception {
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/exec-hello.yaml"), "exec-hello");

    try (Guest guest = Guest.run("exec-hello", bundle, "").awaitReady()) {
      assertThat(guest.await("hello from process 1 of exec-hello")).isNotEmpty();
    }
  }
}
