package oscc.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.manifest.Network;
import oscc.template.ShellWord;

/** The network of a systemd machine, set up by networkd. */
final class SystemdNetwork {
  private static final String FOLDER = "/etc/systemd/network/";
  private static final String WAIT_ONLINE =
      "/lib/systemd/systemd-networkd-wait-online --timeout=60";

  private final SystemInput input;
  private final LayerBuilder layer;
  private final Span blame;

  SystemdNetwork(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.blame = input.machine().init().span();
  }

  /** Whether name servers of leases are looked after by systemd-resolved. */
  static boolean hasResolved(SystemInput input) {
    return SystemdInit.hasUnit(input, "systemd-resolved.service");
  }

  /** Lays its files and units. */
  void lay(Report report) {
    Network network = input.machine().network();
    layer.text(FOLDER + "99-default.link", 0644, render("default.link", Map.of()), blame);
    network.interfaces().forEach(this::layInterface);
    Map<String, Object> values =
        Map.of(
            "interfaces",
            network.interfaces().stream().map(nic -> ShellWord.quote(nic.name())).toList(),
            "command",
            command(network));
    SystemdInit.script("interfaces", Map.of(), layer, blame);
    unit("oscc-network.service", render("network.service", values));
    if (!network.interfaces().isEmpty()) {
      enablePackaged("multi-user.target.wants/systemd-networkd.service");
      enablePackaged("sockets.target.wants/systemd-networkd.socket");
    }
    if (!network.leased().isEmpty()) {
      layResolver(network);
    }
    if (!network.ntp().isEmpty()) {
      layClock(network, report);
    }
  }

  private void layClock(Network network, Report report) {
    if (!SystemdInit.hasUnit(input, "systemd-timesyncd.service")) {
      report
          .error(
              Code.OS0660,
              network.ntp().getFirst().span(),
              "nothing in the packages can ask the time servers of `network.ntp`")
          .help("add `- deb: [systemd-timesyncd]` to `packages`");
      return;
    }
    String servers = network.ntp().stream().map(Located::value).collect(Collectors.joining(" "));
    Map<String, String> values = Map.of("servers", servers);
    layer.text(
        "/etc/systemd/timesyncd.conf.d/oscc.conf", 0644, render("timesyncd.conf", values), blame);
    enablePackaged("sysinit.target.wants/systemd-timesyncd.service");
  }

  /** Waits for what needs no server, and for no cable. */
  private static String command(Network network) {
    List<String> fixed =
        network.interfaces().stream()
            .filter(nic -> !nic.dhcp() && !(nic.isCard() && nic.addresses().isEmpty()))
            .map(nic -> " --interface=%s:no-carrier".formatted(nic.name()))
            .toList();
    return fixed.isEmpty() ? "/bin/true" : WAIT_ONLINE + String.join("", fixed);
  }

  private void layInterface(Network.Interface nic) {
    String file = FOLDER + "10-" + nic.name();
    nic.mac()
        .ifPresent(mac -> {
          Map<String, String> link = Map.of("mac", mac, "name", nic.name());
          layer.text(file + ".link", 0644, render("interface.link", link), blame);
        });
    if (!nic.isCard()) {
      Map<String, Object> device =
          Map.of(
              "name", nic.name(),
              "bridge", nic.bridge().isPresent(),
              "vlan", nic.vlan().stream().map(vlan -> "" + vlan.id()).toList());
      layer.text(file + ".netdev", 0644, render("interface.netdev", device), blame);
    }
    layer.text(file + ".network", 0644, render("interface.network", values(nic)), blame);
  }

  private Map<String, Object> values(Network.Interface nic) {
    Network network = input.machine().network();
    Map<String, Object> values = new HashMap<>();
    Optional<String> bridge = network.bridgeOf(nic);
    values.put("name", nic.name());
    values.put("mtu", nic.mtu().stream().mapToObj(Long::toString).toList());
    values.put("without_carrier", nic.dhcp() ? "no" : "yes");
    values.put("protocol", nic.dhcp() ? "ipv4" : "no");
    values.put("dhcp", nic.dhcp());
    values.put("bridge", bridge.stream().toList());
    values.put(
        "vlans",
        network.interfaces().stream()
            .filter(other -> other.vlan().filter(v -> v.parent().equals(nic.name())).isPresent())
            .map(Network.Interface::name)
            .toList());
    values.put("accept_ra", nic.acceptRa().stream().map(yes -> yes ? "yes" : "no").toList());
    values.put("advertised", bridge.isEmpty() && nic.acceptRa().orElse(true));
    values.put("addresses", nic.addresses().stream().filter(a -> !a.contains(":")).toList());
    values.put("addresses6", nic.addresses().stream().filter(a -> a.contains(":")).toList());
    values.put("gateways", nic.gateway().stream().toList());
    values.put("routes", nic.routes().stream().map(SystemdNetwork::route).toList());
    values.put("hostname", network.hostname());
    values.put("lease_metric", nic.dhcp() ? Long.toString(network.leaseMetric(nic)) : "");
    return values;
  }

  private static Map<String, Object> route(Network.Route route) {
    return Map.of(
        "to", route.to().equals("default") ? List.of() : List.of(route.to()),
        "via", route.via().stream().toList(),
        "metric", route.metric().stream().mapToObj(Long::toString).toList());
  }

  private void layResolver(Network network) {
    if (hasResolved(input)) {
      enablePackaged("multi-user.target.wants/systemd-resolved.service");
      String servers = String.join(" ", network.nameservers());
      String domains = String.join(" ", network.search());
      layer.text(
          "/etc/systemd/resolved.conf.d/oscc.conf",
          0644,
          render("resolved.conf", Map.of("nameservers", servers, "search", domains)),
          blame);
      return;
    }
    Map<String, Object> values =
        Map.of("nameservers", network.nameservers(), "search", network.search());
    SystemdInit.script("resolver", values, layer, blame);
    unit("oscc-resolver.service", render("resolver.service", Map.of()));
    unit("oscc-resolver.path", render("resolver.path", Map.of()));
  }

  private void unit(String name, String text) {
    layer.text(SystemdInit.UNITS + name, 0644, text, blame);
    SystemdInit.enable(layer, name, blame);
  }

  private void enablePackaged(String link) {
    String unit = link.substring(link.indexOf('/') + 1);
    layer.link(SystemdInit.UNITS + link, "/lib/systemd/system/" + unit, blame);
  }

  private static String render(String name, Map<String, ?> values) {
    return SystemdInit.render(name, values);
  }
}
