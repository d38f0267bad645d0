package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import oscc.process.Run;

/** systemd from debs alone, no maintainer script run: once as the example says, once read-only. */
class SystemdIT {
  static final Path EXAMPLE = Oscc.PROJECT.resolve("manifests/systemd-openssh.yaml");

  /** The example with services, a fixed address, and a root that nobody can write to. */
  private static final String SERVICES =
      """
      services:
        prepare:
          command: [/bin/sh, -c, "sleep 2; mkdir /run/web; echo prepared >/run/web/file"]
          oneshot: true
          log: none
        web:
          command: [/bin/sh, -c, 'echo "begin 100% $X"; env; cat web/file; exec sleep 100000']
          after: [prepare]
          restart: on_failure
          user: www
          group: disk
          directory: /run
          environment: {LEVEL: "it's \\"$x\\""}
          log: file
        flaky:
          command: [/bin/sh, -c, 'n=$(cat /run/n); echo "try $n"; echo 1$n >/run/n; [ "$n" = 11 ] && exec sleep 100000']
          restart: on_failure
          ready: {command: [/bin/grep, -q, "111", /run/n]}
      rootfs:
        writable: none
        delivery: disk
      """;

  /** What carries something stands behind it; QEMU's second network is 10.0.3.0/24. */
  private static final String NETWORK =
      """
          - name: guests
            vlan: {id: 10, parent: br0}
            addresses: [192.0.2.1/24]
          - name: br0
            bridge: {ports: [lan0, lan1]}
            mtu: 1400
            addresses: [10.0.3.15/24, "2001:db8::1/64"]
            accept_ra: false
            routes:
              - {to: 198.51.100.0/24, via: 10.0.3.2}
              - {to: default, via: 10.0.3.2, metric: 2000}
              - {to: "2001:db8:1::/48", via: "2001:db8::2", metric: 7}
          - name: wan0
            mac: 52:54:00:00:00:01
            addresses: [10.0.2.15/24]
            gateway: 10.0.2.2
          - name: lan0
            mac: 52:54:00:00:00:02
          - name: lan1
            mac: 52:54:00:00:00:03
          - name: cold0
            mac: 52:54:00:00:00:04
            addresses: [198.51.100.130/32, "2001:db8:4::1/64"]
            routes:
              - {to: 203.0.113.0/24, via: 198.51.100.129}
              - {to: 198.51.100.129/32}
        ntp: [192.0.2.2]
      """;

  private static final String ID = "b08dfa6083e7567a1921a715000001fb";

  @Test
  void the_example_runs_and_is_not_degraded() throws Exception {
    Path folder = Oscc.freshFolder("systemd-keys");
    SshKey key = SshKey.make(folder, "owner");
    SshKey stranger = SshKey.make(folder, "stranger");
    Path bundle = Oscc.build(EXAMPLE, "systemd-openssh");

    try (Guest guest = Guest.run("systemd-openssh", bundle, key.bootWord()).awaitReady()) {
      assertRunning(guest, key);
      assertThat(
              guest.shell(key.file(), "ip -4 addr show dev eth0; ip route; cat /etc/resolv.conf"))
          .contains("default via 10.0.2.2 dev eth0 ")
          .contains("inet 10.0.2.15/24")
          .contains("nameserver 10.0.2.3");
      assertThat(guest.ssh(stranger.file(), "true").err())
          .contains("Permission denied (publickey)");
      assertThat(guest.shell(key.file(), "cat /etc/machine-id")).matches("[0-9a-f]{32}\\n");
      assertThat(guest.await("systemd-openssh login:")).isNotEmpty();
      assertPoweroff(guest, key);
    }
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void a_root_that_nobody_can_write_to_runs_services_as_the_manifest_says(@TempDir Path sockets)
      throws Exception {
    Path folder = Oscc.freshFolder("systemd-read-only");
    SshKey key = SshKey.make(folder, "owner");
    SshKey host = SshKey.make(folder, "host.key");
    Path manifest = Files.writeString(folder.resolve("machine.yaml"), readOnly());
    Path bundle = Oscc.build(manifest, "systemd-read-only");
    HiddenKey.assertNobodyElseHas(host, bundle);

    // Outside the project, since a socket's name is short.
    Path socket = sockets.resolve("qmp");
    String[] stopped = {"-S", "-qmp", Qmp.listen(socket)};
    try (Guest guest = Guest.run("systemd-read-only", bundle, key.bootWord(), stopped);
        Qmp qmp = Qmp.connect(socket)) {
      qmp.execute("'set_link', 'arguments': {'name': 'net3', 'up': false}");
      qmp.execute("'cont'");
      guest.awaitReady();
      assertRunning(guest, key);
      takeOutCard(guest, key);
      assertThat(guest.console())
          .contains("oscc: systemd-read-only is up")
          .doesNotContain("failed:");
      assertThat(guest.shell(key.file(), "cat /run/n; systemctl show -p NRestarts flaky"))
          .isEqualTo("111\nNRestarts=2\n");
      assertThat(guest.shell(key.file(), "cat /var/log/web.log").lines())
          .contains("begin 100% ", "LEVEL=it's \"$x\"", "prepared")
          .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("INVOCATION_ID="));
      assertThat(guest.shell(key.file(), "cat /proc/$(systemctl show -P MainPID web)/status"))
          .contains("Uid:\t1234\t1234")
          .contains("Gid:\t6\t6")
          .contains("Groups:\t5 ");
      guest.shell(
          key.file(),
          "systemctl kill -s KILL web; until [ $(grep -c begin /var/log/web.log) = 2 ]; do sleep 1;"
              + " done");
      assertNetwork(guest, key);
      assertThat(guest.shell(key.file(), "ssh-keyscan -t ed25519 localhost 2>/dev/null"))
          .contains(host.line().substring(0, host.line().lastIndexOf(' ')));
      assertThat(guest.await("no network interface cold0; there are: br0 guests")).isNotEmpty();
      Run.Result refused = guest.ssh(key.file(), "touch /etc/new /usr/new /new");
      assertThat(refused.err().lines())
          .filteredOn(l -> l.endsWith("Read-only file system"))
          .hasSize(3);
      assertPoweroff(guest, key);
    }
  }

  /** It has its addresses without a cable; then it is gone, and that is looked at anew. */
  private static void takeOutCard(Guest guest, SshKey key) throws IOException {
    assertThat(
            guest.shell(
                key.file(),
                "cat /sys/class/net/cold0/carrier; ip -o addr show cold0; ip route show dev cold0"))
        .startsWith("0\n")
        .contains("inet 198.51.100.130/32 ", "inet6 2001:db8:4::1/64 ")
        .contains("203.0.113.0/24 via 198.51.100.129 ");
    guest.shell(
        key.file(),
        "echo 1 >$(readlink -f /sys/class/net/cold0/device/..)/remove;"
            + " systemctl restart --no-block oscc-network");
  }

  private static void assertNetwork(Guest guest, SshKey key) throws IOException {
    assertThat(guest.shell(key.file(), "ip -o addr show; ip route; ip -6 route"))
        .containsPattern("br0 +inet 10\\.0\\.3\\.15/24 ")
        .containsPattern("guests +inet 192\\.0\\.2\\.1/24 ")
        .contains("default via 10.0.2.2 dev wan0 ")
        .containsPattern("default via 10\\.0\\.3\\.2 dev br0 .*metric 2000")
        .containsPattern("198\\.51\\.100\\.0/24 via 10\\.0\\.3\\.2 dev br0 ")
        .containsPattern("2001:db8:1::/48 via 2001:db8::2 dev br0 .*metric 7 ")
        .doesNotContainPattern("br0 +inet6 fec0")
        .doesNotContainPattern("lan[01] +inet");
    assertThat(
            guest.shell(
                key.file(),
                "ip -d -o link show guests; ls /sys/class/net/br0/brif;"
                    + " cat /sys/class/net/br0/mtu /sys/class/net/br0/address"))
        .contains("guests@br0:", "vlan protocol 802.1Q id 10 ")
        // The address of a port: one made of the machine's id would be another at each boot.
        .endsWith("lan0\nlan1\n1400\n52:54:00:00:00:02\n");
    assertThat(
            guest.shell(
                key.file(),
                "cat /etc/machine-id; systemctl is-active systemd-timesyncd;"
                    + " timedatectl show-timesync -p SystemNTPServers"))
        .isEqualTo(ID + "\nactive\nSystemNTPServers=192.0.2.2\n");
    // Nobody listens there, but by asking the machine learns who is behind the bridge.
    assertThat(
            guest
                .ssh(
                    key.file(), "timeout 5 bash -c ': >/dev/tcp/10.0.3.2/9'; ip neigh show dev br0")
                .out())
        .contains("10.0.3.2 lladdr ");
  }

  private static String readOnly() throws IOException {
    return Files.readString(EXAMPLE)
            .replace("name: systemd-openssh", "name: systemd-read-only\nmachine_id: " + ID)
            .replace("server: openssh\n", "server: openssh\n  host_keys: [{file: host.key}]\n")
            .replace("kmod, ", "kmod, systemd-timesyncd, ")
            .replace("    - name: eth0\n      dhcp: true\n", NETWORK)
            .replace(
                "  - name: root\n",
                "  - name: root\n  - name: www\n    uid: 1234\n    groups: [tty]\n")
        + SERVICES;
  }

  static void assertRunning(Guest guest, SshKey key) throws IOException {
    Run.Result state = guest.ssh(key.file(), "systemctl is-system-running --wait");

    assertThat(state.out().strip())
        .as(guest.ssh(key.file(), "systemctl --failed --no-legend").out())
        .isEqualTo("running");
  }

  static void assertPoweroff(Guest guest, SshKey key) throws Exception {
    guest.ssh(key.file(), "systemctl poweroff");

    assertThat(guest.awaitEnd()).isZero();
    assertThat(guest.console()).containsPattern(Pattern.compile("reboot: Power down"));
  }

  /** Which debs a machine needs is said at build time, each by its name. */
  @Test
  void what_is_missing_is_named() throws Exception {
    Path folder = Oscc.freshFolder("systemd-missing");
    String manifest =
        Files.readString(EXAMPLE)
            .replace("systemd-sysv, udev, dbus, kmod, iproute2, openssh-server", "systemd-sysv")
            .replace("    essential: true\n", "")
            .replace("name: systemd-openssh", "name: systemd-missing");
    Files.writeString(folder.resolve("machine.yaml"), manifest);

    Run.Result built = Oscc.run(folder, Map.of(), List.of("build", "machine.yaml", "--out", "out"));
    Oscc.abortIfNoMirror(built);

    assertThat(built.status()).isEqualTo(1);
    assertThat(built.err())
        .contains("`- deb: [udev]`", "`- deb: [dbus]`", "`- deb: [openssh-server]`");
  }
}
