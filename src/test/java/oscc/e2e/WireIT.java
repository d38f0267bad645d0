package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two machines on one wire: the router of the examples, and a client behind it that lacks a card,
 * has one without a cable, and gets a disk and another card while it runs.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WireIT {
  private static final int DISK = 1 << 20;

  private static final String CLIENT =
      """
      oscc: 1
      name: client
      kernel:
        deb: linux-image-cloud-amd64
        cmdline:
          - console=ttyS0,115200
      packages:
        - deb: [busybox-static]
          exclude: ["usr/share/**"]
      init: busybox
      services:
        probe:
          command: [/usr/local/bin/probe]
      network:
        interfaces:
          - name: eth0
          - name: office
            vlan: {id: 10, parent: eth0}
            dhcp: true
          - name: eth1
            addresses: [198.51.100.7/32, "2001:db8:4::7/128"]
            routes:
              - {to: 203.0.113.0/24, via: 198.51.100.1}
              - {to: 198.51.100.1/32}
              - {to: "2001:db8:6::/48", via: "2001:db8:5::1"}
              - {to: "2001:db8:5::1/128"}
          - name: lan9
            mac: 52:54:00:00:00:99
            dhcp: true
      files:
        - path: /usr/local/bin/probe
          mode: "0755"
          content: |
            #!/bin/sh
            until page=$(wget -q -O - http://10.0.2.2:PORT/); do
              sleep 1
            done
            echo "page: $page"
            ip -4 -o addr show dev office
            ip route
            cat /etc/resolv.conf
            nslookup gate.example.org
            until ip -6 -o addr show dev office | grep 2001:db8:10:; do
              sleep 1
            done
            echo "IPv6 routes: $(ip -6 route | grep -v '^fe80' | xargs)"
            ping -c 1 -W 9 2001:db8:10::1 >/dev/null && echo 'IPv6 goes'
            ip -4 -o addr show dev eth1
            echo "carrier of eth1: $(cat /sys/class/net/eth1/carrier)"
            lsmod | grep -q ^nvme || echo 'no driver of disks yet'
            until [ -b /dev/nvme0n1 ] && [ -e /sys/class/net/eth2 ]; do
              sleep 0.5
            done
            echo "a disk came: $(dd if=/dev/nvme0n1 bs=5 count=1 2>/dev/null)"
            exec sleep 100000
      vm:
        memory: 512M
      """;

  private Path folder;

  /** Outside the project, since a socket's name is short. */
  @TempDir private Path sockets;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    folder = Oscc.freshFolder("wire");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", WireIT::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("tulips".getBytes(StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_client_reaches_what_lies_beyond_the_router() throws Exception {
    Path routing = Oscc.build(Oscc.PROJECT.resolve("manifests/router.yaml"), "router");
    String port = Integer.toString(server.getAddress().getPort());
    Path manifest = folder.resolve("machine.yaml");
    Path asking = Oscc.build(Files.writeString(manifest, CLIENT.replace("PORT", port)), "client");

    try (Guest router = router(routing);
        Guest client = client(asking);
        Qmp qmp = Qmp.connect(sockets.resolve("qmp"))) {
      qmp.execute("'set_link', 'arguments': {'name': 'net1', 'up': false}");
      qmp.execute("'cont'");
      router.awaitReady();
      client.await("no driver of disks yet");
      assertNetwork(client.console());
      assertAbsences(client.console());

      plugIn(qmp, Files.writeString(folder.resolve("disk"), "roses" + " ".repeat(DISK - 5)));

      assertThat(client.await("a disk came: roses")).isNotEmpty();
    }
  }

  private Guest router(Path bundle) throws IOException {
    Path qemu = emulator("router-qemu", "user,id=net2,*) word=" + wire("net2", "far", "near"));
    return Guest.withEmulator("wire-router", bundle, qemu);
  }

  /** It stands still at first, so that a cable can be out before its kernel looks. */
  private Guest client(Path bundle) throws IOException {
    Path qemu =
        emulator(
            "client-qemu",
            "user,id=net0*) word=" + wire("net0", "near", "far"),
            "virtio-net-pci,netdev=net2,*) word=virtio-rng-pci");
    List<String> arguments = new ArrayList<>(List.of("-S"));
    arguments.addAll(List.of("-qmp", Qmp.listen(sockets.resolve("qmp"))));
    // Nothing can be plugged in beside the devices that this machine begins with.
    arguments.addAll(List.of("-device", "pcie-root-port,id=slot0,chassis=1"));
    arguments.addAll(List.of("-device", "pcie-root-port,id=slot1,chassis=2"));
    return Guest.withEmulator("wire-client", bundle, qemu, arguments.toArray(String[]::new));
  }

  /** By the lease of the router, through its VLAN, its bridge and its NAT. */
  private static void assertNetwork(String console) {
    assertThat(console)
        .contains("probe: page: tulips")
        .containsPattern("office +inet 192\\.0\\.2\\.1[0-9]{2}/24 ")
        .containsPattern("default via 192\\.0\\.2\\.1 dev office +metric 1024")
        .contains("search example.org", "nameserver 192.0.2.1")
        .containsPattern("Name:\\s+gate\\.example\\.org\\s+probe: Address: 192\\.0\\.2\\.1")
        .containsPattern("IPv6 routes: .*2001:db8:10::/64 dev office")
        .containsPattern("IPv6 routes: .*2001:db8:6::/48 via 2001:db8:5::1 dev eth1")
        .doesNotContainPattern("default via [0-9a-f]*:\\S* dev office")
        .contains("probe: IPv6 goes");
  }

  /** Said once, and nothing that is there suffers. */
  private static void assertAbsences(String console) {
    assertThat(console)
        .containsOnlyOnce(
            "oscc: no network interface has the MAC address 52:54:00:00:00:99; there are: eth0"
                + " eth1")
        .contains("oscc: client failed: network")
        .containsPattern("eth1 +inet 198\\.51\\.100\\.7/32 ")
        .containsPattern("203\\.0\\.113\\.0/24 via 198\\.51\\.100\\.1 dev eth1")
        .contains("carrier of eth1: 0");
    assertThat(seconds("client failed", console) - seconds("the services start", console))
        .as("what all cards together are waited for")
        .isBetween(28.0, 50.0);
  }

  /** When the kernel's log has a line; a prompt may stand before it. */
  private static double seconds(String text, String console) {
    Matcher line = Pattern.compile("\\[ *([0-9.]+)\\] oscc: " + text).matcher(console);
    assertThat(line.find()).as(text).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static void plugIn(Qmp qmp, Path disk) throws IOException {
    qmp.execute(
        "'blockdev-add', 'arguments': {'driver': 'file', 'node-name': 'late', 'filename': '%s'}"
            .formatted(disk));
    qmp.execute("'netdev_add', 'arguments': {'type': 'user', 'id': 'late'}");
    qmp.execute(
        "'device_add', 'arguments': {'driver': 'nvme', 'drive': 'late', 'serial': 'late', 'bus':"
            + " 'slot0'}");
    qmp.execute(
        "'device_add', 'arguments': {'driver': 'virtio-net-pci', 'netdev': 'late', 'bus':"
            + " 'slot1'}");
  }

  /** One end of a wire: each frame is a datagram. */
  private String wire(String id, String own, String other) {
    return "dgram,id=%s,local.type=unix,local.path=%s,remote.type=unix,remote.path=%s"
        .formatted(id, sockets.resolve(own), sockets.resolve(other));
  }

  /** QEMU with some of its arguments replaced. */
  private Path emulator(String name, String... cases) throws IOException {
    String script =
        """
        #!/bin/sh
        for word; do
          shift
          case $word in
            %s ;;
          esac
          set -- "$@" "$word"
        done
        exec qemu-system-x86_64 "$@"
        """
            .formatted(String.join(" ;;\n    ", cases));
    Path file = Files.writeString(folder.resolve(name), script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
