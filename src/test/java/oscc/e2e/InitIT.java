package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.process.Run;

/**
 * One manifest under every init system, not a byte changed but for {@code init}: three services, a
 * root that nobody can write to, a new boot and a clean end.
 */
class InitIT {
  static final String MANIFEST =
      """
      oscc: 1
      name: parity
      kernel:
        deb: linux-image-cloud-amd64
        cmdline:
          - console=ttyS0,115200
          - panic=10
      packages:
        - deb: [busybox-static, runit, s6, dropbear-bin]
          without: [runit-helper, sysuser-helper]
          exclude: ["usr/share/**"]
        - deb: [systemd-sysv, udev, dbus, kmod, iproute2]
          essential: true
          exclude: ["usr/share/doc/**", "usr/share/man/**", "usr/share/locale/**", "usr/lib/*/tc/**"]
      init: INIT
      services:
        prepare:
          command: [/bin/sh, -c, "sleep 2; mkdir /run/web; echo prepared >/run/web/index.html"]
          oneshot: true
          log: none
        web:
          command: [/bin/sh, -c, "echo begin; env; cat /run/web/*; exec busybox httpd -f -p 8080 -h ."]
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
        memory: 1G
      tests:
        # The line of a service looks the same on every console.
        - expect: "flaky: try 1$"
        - expect: "flaky: try 2$"
        - expect: "flaky: try 3$"
        - expect: parity is up
        # The checks before these steps have killed it once.
        - run: grep -v -e ^SHLVL= -e ^PWD= -e ^_= /var/log/web.log | sort | uniq -c | sed 's/^ *//'
          output: |-
            \\A2 LEVEL=it's
            2 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
            2 begin
            2 prepared
            \\z
        - run: |
            for status in /proc/[0-9]*/status; do
              ! grep -Eq '^Name:.(httpd|busybox)' "$status" || grep -E '^(Uid|Gid|Groups):' "$status"
            done 2>/dev/null
          output: Uid:\\t1234\\t.*\\nGid:\\t6\\t.*\\nGroups:\\t5 (6 )?\\n
        # A supervisor leaves no zombie behind.
        - run: |
            for n in 1 2 3 4 5; do
              grep '^State:.Z' /proc/[0-9]*/status 2>/dev/null || exit 0
              sleep 1
            done
            exit 1
        # Of the root nothing can be written to, whatever lies in it.
        - run: |
            find / -xdev -type d ! -path /proc ! -path /sys | while read -r dir; do
              (: >"$dir/.new") 2>&1 && echo "$dir"
            done | grep -v 'Read-only file system' | sort | xargs
          output: "^/dev /run /tmp /var$"
        - run: touch /run/new /tmp/new /var/new /var/log/new
        - ssh: id -un
          output: ^root$
        - reboot: true
        - poweroff: true
      """;

  @ParameterizedTest
  @ValueSource(strings = {"busybox", "runit", "s6", "systemd"})
  void one_manifest_passes_its_test_under_every_init_system(String init) throws Exception {
    build(init);

    Run.Result tested =
        Oscc.run(
            Oscc.PROJECT,
            Map.of(),
            "test",
            manifest(init).toString(),
            "--no-build",
            "--out",
            manifest(init).resolveSibling("out").toString());

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isZero();
    assertThat(tested.out()).contains("parity direct: ready", "steps: 12 held").contains(" held\n");
    System.out.print(tested.out());
  }

  /** The keys of a keyboard, which no step of a test can press. */
  @ParameterizedTest
  @ValueSource(strings = {"busybox", "runit", "s6", "systemd"})
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void ctrl_alt_del_ends_a_machine_cleanly(String init, @TempDir Path sockets) throws Exception {
    Path bundle = build(init);
    Path socket = sockets.resolve("qmp");

    try (Guest guest = Guest.run("init-" + init, bundle, "", "-qmp", Qmp.listen(socket));
        Qmp qmp = Qmp.connect(socket)) {
      guest.awaitReady();
      qmp.press("ctrl", "alt", "delete");

      assertThat(guest.awaitEnd()).isZero();
      assertThat(guest.console()).contains("reboot: Restarting system").doesNotContain("failed:");
    }
  }

  private static Path manifest(String init) {
    return Oscc.OUT.resolveSibling("init-" + init).resolve("machine.yaml");
  }

  @CanIgnoreReturnValue
  private static Path build(String init) throws IOException {
    Path manifest = manifest(init);
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, MANIFEST.replace("INIT", init));
    Path out = manifest.resolveSibling("out");
    Run.Result built =
        Oscc.run(Oscc.PROJECT, Map.of(), "build", manifest.toString(), "--out", out.toString());
    Oscc.abortIfNoMirror(built);
    assertThat(built.status()).as(built.err()).isZero();
    return out.resolve("parity");
  }

  @Test
  void a_static_program_alone_is_a_machine() throws Exception {
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/exec-hello.yaml"), "exec-hello");

    try (Guest guest = Guest.run("exec-hello", bundle, "").awaitReady()) {
      assertThat(guest.await("hello from process 1 of exec-hello")).isNotEmpty();
    }
  }
}
