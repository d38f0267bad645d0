package oscc.system;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oscc.diag.Span;
import oscc.manifest.Network;
import oscc.manifest.Network.Interface;
import oscc.manifest.Network.Route;
import oscc.template.ShellWord;
import oscc.template.Template;

/** The network of a machine that is made of scripts, set up with {@code ip} and {@code udhcpc}. */
final class ShellNetwork {
  private final SystemInput input;
  private final LayerBuilder layer;
  private final Network network;

  ShellNetwork(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.network = input.machine().network();
  }

  /** Lays the scripts. */
  void lay() {
    Span blame = input.machine().init().span();
    layer.text("/usr/lib/oscc/network", 0755, render("network", links()), blame);
    if (!network.leased().isEmpty()) {
      layer.text("/usr/lib/oscc/dhcp", 0755, render("dhcp", leases()), blame);
      layer.text("/usr/lib/oscc/lease", 0755, render("lease", leases()), blame);
    }
  }

  private static String render(String name, Map<String, Object> values) {
    return Template.load("shell/" + name).render(values);
  }

  private Map<String, Object> links() {
    List<Interface> all = network.carriersFirst();
    return Map.of(
        "resolver",
        !network.leased().isEmpty(),
        "search",
        network.search().isEmpty() ? List.of() : List.of(String.join(" ", network.search())),
        "nameservers",
        network.nameservers(),
        "cards",
        network.interfaces().stream().flatMap(ShellNetwork::card).toList(),
        "modules",
        Stream.concat(
                all.stream().flatMap(nic -> nic.bridge().stream()).map(bridge -> "bridge"),
                all.stream().flatMap(nic -> nic.vlan().stream()).map(vlan -> "8021q"))
            .distinct()
            .toList(),
        "links",
        all.stream().map(this::link).toList());
  }

  private static Stream<Map<String, String>> card(Interface nic) {
    return nic.mac().stream().map(mac -> Map.of("mac", mac, "name", ShellWord.quote(nic.name())));
  }

  private Map<String, Object> link(Interface nic) {
    Map<String, Object> values = new HashMap<>();
    values.put("name", ShellWord.quote(nic.name()));
    // One with a MAC address has been waited for when it got its name.
    values.put("card", nic.isCard() && nic.mac().isEmpty());
    values.put(
        "vlan",
        nic.vlan().stream()
            .map(v -> Map.of("parent", ShellWord.quote(v.parent()), "id", "" + v.id()))
            .toList());
    values.put("bridge", nic.bridge().isPresent());
    values.put(
        "ports",
        nic.bridge().stream().flatMap(b -> b.ports().stream()).map(ShellWord::quote).toList());
    values.put("mtu", nic.mtu().stream().mapToObj(Long::toString).toList());
    values.put("port", network.bridgeOf(nic).isPresent());
    // With 2 a machine that forwards packets follows them as well; ip-sysctl of the kernel.
    values.put("accept_ra", nic.acceptRa().stream().map(yes -> yes ? "2" : "0").toList());
    values.put("addresses", nic.addresses().stream().map(ShellWord::quote).toList());
    values.put("routes", nic.dhcp() ? List.of() : routes(nic, nic.defaultRoute().stream()));
    return values;
  }

  /** Those without a router come first, since others may lead to the routers of the rest. */
  private static List<Map<String, String>> routes(Interface nic, Stream<Route> first) {
    return Stream.concat(first, nic.routes().stream())
        .sorted(Comparator.comparing(route -> route.via().isPresent()))
        .map(route -> route(nic, route))
        .toList();
  }

  private static Map<String, String> route(Interface nic, Route route) {
    StringBuilder words = new StringBuilder(route.to());
    route.via().ifPresent(via -> words.append(" via ").append(via));
    words.append(" dev ").append(ShellWord.quote(nic.name()));
    route.metric().ifPresent(metric -> words.append(" metric ").append(metric));
    return Map.of("family", route.isIpv6() ? "-6" : "-4", "words", words.toString());
  }

  private Map<String, Object> leases() {
    return Map.of(
        "hostname", ShellWord.quote(network.hostname()),
        "nameservers", network.nameservers(),
        "search", network.search(),
        "leased", network.leased().stream().map(this::lease).toList());
  }

  private Map<String, Object> lease(Interface nic) {
    return Map.of(
        "name", ShellWord.quote(nic.name()),
        "metric", Long.toString(network.leaseMetric(nic)),
        "routes", routes(nic, Stream.empty()));
  }
}
