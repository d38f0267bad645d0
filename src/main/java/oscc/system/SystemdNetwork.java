package oscc.system;

import java.util.List;
import java.util.Map;
import oscc.diag.Span;
import oscc.manifest.Network;

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
  void lay() {
    Network network = input.machine().network();
    layer.text(FOLDER + "99-default.link", 0644, render("default.link", Map.of()), blame);
    network.interfaces().forEach(this::layInterface);
    Map<String, String> values = Map.of("command", command(network));
    unit("oscc-network.service", render("network.service", values));
    if (!network.interfaces().isEmpty()) {
      enablePackaged("multi-user.target.wants/systemd-networkd.service");
      enablePackaged("sockets.target.wants/systemd-networkd.socket");
    }
    if (network.interfaces().stream().anyMatch(Network.Interface::dhcp)) {
      layResolver(network);
    }
  }

  /** Waits for static addresses alone, and for no cable. */
  private static String command(Network network) {
    List<String> fixed =
        network.interfaces().stream()
            .filter(nic -> !nic.dhcp() && !nic.addresses().isEmpty())
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
    Map<String, Object> values =
        Map.of(
            "name", nic.name(),
            "without_carrier", nic.dhcp() ? "no" : "yes",
            "protocol", nic.dhcp() ? "ipv4" : "no",
            "dhcp", nic.dhcp(),
            "addresses", nic.addresses(),
            "gateways", nic.gateway().map(List::of).orElse(List.of()),
            "hostname", input.machine().network().hostname());
    layer.text(file + ".network", 0644, render("interface.network", values), blame);
  }

  private void layResolver(Network network) {
    if (hasResolved(input)) {
      enablePackaged("multi-user.target.wants/systemd-resolved.service");
      String servers = String.join(" ", network.nameservers());
      layer.text(
          "/etc/systemd/resolved.conf.d/oscc.conf",
          0644,
          render("resolved.conf", Map.of("nameservers", servers)),
          blame);
      return;
    }
    Map<String, Object> values = Map.of("nameservers", network.nameservers());
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
