package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;
import oscc.manifest.Interfaces;
import oscc.manifest.Network.Route;

/** One network, as scripts and as files of networkd. */
final class NetworkFilesTest {
  private static final String NETWORKD = "/etc/systemd/network/10-";

  private final Report report = new Report();

  private static Interfaces nic(String name) {
    return Interfaces.named(name, TestMachine.SPAN);
  }

  private static Route route(String to, String via, int metric) {
    return new Route(
        to,
        via.isEmpty() ? Optional.empty() : Optional.of(via),
        metric == 0 ? OptionalLong.empty() : OptionalLong.of(metric));
  }

  /** What carries something stands behind it in the manifest. */
  private static TestMachine machine() {
    return new TestMachine()
        .nic(nic("br0.7").vlan(7, "br0").addresses("192.0.2.65/26").mtu(1400))
        .nic(
            nic("br0")
                .bridge("lan1", "lan0")
                .addresses("192.0.2.10/26", "2001:db8::10/64")
                .gateway("192.0.2.1")
                .routes(
                    route("10.0.0.0/8", "192.0.2.2", 7),
                    route("default", "fe80::1", 0),
                    route("172.16.0.0/12", "", 0))
                .acceptRa(false))
        .nic(nic("lan0").mac("52:54:00:12:34:56"))
        .nic(nic("lan1"))
        .nic(nic("wan0").dhcp().routes(route("10.9.0.0/16", "10.0.2.9", 0)).acceptRa(true))
        .nic(nic("wan1").dhcp())
        .nameservers("192.0.2.53")
        .search("a.example", "b.example");
  }

  @Test
  void the_script_makes_what_carries_something_before_it() throws IOException {
    String script = text(tree(machine(), TestPackages.usual()), "/usr/lib/oscc/network");

    assertThat(script.substring(script.indexOf("rename 52")))
        .isEqualTo(
            """
            rename 52:54:00:12:34:56 lan0
            # The kernel may have it built in.
            modprobe -q bridge
            # The kernel may have it built in.
            modprobe -q 8021q
            ipv6 lan0 disable_ipv6 1
            run ip link set dev lan0 up
            : >/run/oscc/link/lan0
            card lan1
            ipv6 lan1 disable_ipv6 1
            run ip link set dev lan1 up
            : >/run/oscc/link/lan1
            run ip link add name br0 type bridge
            run ip link set dev lan1 master br0
            run ip link set dev lan0 master br0
            ipv6 br0 accept_ra 0
            run ip link set dev br0 up
            run ip addr add 192.0.2.10/26 dev br0
            run ip addr add 2001:db8::10/64 dev br0
            run ip -4 route add 172.16.0.0/12 dev br0
            run ip -4 route add default via 192.0.2.1 dev br0
            run ip -4 route add 10.0.0.0/8 via 192.0.2.2 dev br0 metric 7
            run ip -6 route add default via fe80::1 dev br0
            : >/run/oscc/link/br0
            run ip link add link br0 name br0.7 type vlan id 7
            run ip link set dev br0.7 mtu 1400
            run ip link set dev br0.7 up
            run ip addr add 192.0.2.65/26 dev br0.7
            : >/run/oscc/link/br0.7
            card wan0
            ipv6 wan0 accept_ra 2
            run ip link set dev wan0 up
            : >/run/oscc/link/wan0
            card wan1
            run ip link set dev wan1 up
            : >/run/oscc/link/wan1
            exit "$failed"
            """);
  }

  @Test
  void the_manifests_name_servers_are_there_before_any_lease() throws IOException {
    assertThat(text(tree(machine(), TestPackages.usual()), "/usr/lib/oscc/network"))
        .contains(
            """
            {
              echo 'search a.example b.example'
              echo 'nameserver 192.0.2.53'
              :
            } >/run/oscc/resolv.conf
            """);
  }

  @Test
  void a_lease_brings_the_routes_of_its_interface_and_the_first_interface_wins()
      throws IOException {
    String script = text(tree(machine(), TestPackages.usual()), "/usr/lib/oscc/lease");

    assertThat(script)
        .contains(
            """
                wan0)
                  metric=1024
                  ip -4 route replace 10.9.0.0/16 via 10.0.2.9 dev wan0
                  ;;
                wan1)
                  metric=1025
                  ;;
            """)
        .contains("set -- a.example b.example $(cat");
  }

  @Test
  void networkd_gets_the_same() throws IOException {
    FileTree tree = tree(machine().init(Init.SYSTEMD), TestPackages.debian());

    assertThat(text(tree, NETWORKD + "br0.7.netdev"))
        .isEqualTo("[NetDev]\nName=br0.7\nKind=vlan\n\n[VLAN]\nId=7\n");
    assertThat(text(tree, NETWORKD + "br0.7.network"))
        .startsWith("[Match]\nName=br0.7\n\n[Link]\nMTUBytes=1400\n\n[Network]\n");
    assertThat(text(tree, NETWORKD + "br0.netdev")).contains("Kind=bridge\n", "MACAddress=none\n");
    assertThat(text(tree, NETWORKD + "br0.network"))
        .isEqualTo(
            """
            [Match]
            Name=br0

            [Network]
            ConfigureWithoutCarrier=yes
            DHCP=no
            VLAN=br0.7
            IPv6AcceptRA=no
            Address=192.0.2.10/26
            Gateway=192.0.2.1

            [Address]
            Address=2001:db8::10/64
            # Without a cable the kernel never finds out whether another has it, and it would not be used.
            DuplicateAddressDetection=none

            [Route]
            Destination=10.0.0.0/8
            Gateway=192.0.2.2
            Metric=7

            [Route]
            Gateway=fe80::1

            [Route]
            Destination=172.16.0.0/12
            """);
    assertThat(text(tree, NETWORKD + "lan0.network"))
        .contains("Bridge=br0\nLinkLocalAddressing=no\n")
        .doesNotContain("RA");
    assertThat(tree.find(new UnixPath(NETWORKD + "lan0.netdev"))).isEmpty();
    assertThat(text(tree, NETWORKD + "wan1.network"))
        .contains("UseDomains=yes\n", "RouteMetric=1025\n")
        .contains("UseNTP=no\nUseRoutes=no\nUseGateway=yes\n");
    assertThat(text(tree, NETWORKD + "wan0.network"))
        .contains("IPv6AcceptRA=yes\n", "Destination=10.9.0.0/16\nGateway=10.0.2.9\n");
    assertThat(text(tree, "/etc/systemd/system/oscc-network.service"))
        .contains("ExecStart=/usr/lib/oscc/interfaces br0.7 br0 lan0 lan1 wan0 wan1\n")
        .contains("--interface=br0.7:no-carrier --interface=br0:no-carrier\n");
    assertThat(text(tree, "/usr/lib/oscc/resolver")).contains("set -- a.example b.example $(words");
  }

  @Test
  void search_domains_stand_in_a_resolv_conf_that_no_lease_changes() throws IOException {
    TestMachine machine =
        new TestMachine().nic(nic("lan0").addresses("192.0.2.1/24")).search("a.example");

    assertThat(text(tree(machine, TestPackages.usual()), "/etc/resolv.conf"))
        .isEqualTo("search a.example\n");
  }

  private FileTree tree(TestMachine machine, FileTreeBuilder packages) throws IOException {
    FileTree tree = TestPackages.layer(machine, packages.build(), report).tree();
    assertThat(report.diagnostics()).isEmpty();
    return tree;
  }
}
