package oscc.system;

import java.util.List;
import java.util.Map;
import oscc.diag.Span;
import oscc.manifest.Network;
import oscc.template.ShellWord;
import oscc.template.Template;

/** The network of a machine of scripts, set up with {@code ip} and {@code udhcpc}. */
final class ShellNetwork {
  private final SystemInput input;
  private final LayerBuilder layer;

  ShellNetwork(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
  }

  /** Lays the scripts. */
  void lay() {
    Network network = input.machine().network();
    Span blame = input.machine().init().span();
    Map<String, Object> values =
        Map.of(
            "interfaces", network.interfaces().stream().map(ShellNetwork::values).toList(),
            "hostname", ShellWord.quote(network.hostname()),
            "nameservers", network.nameservers());
    layer.text("/usr/lib/oscc/network", 0755, render("network", values), blame);
    if (network.interfaces().stream().anyMatch(Network.Interface::dhcp)) {
      layer.text("/usr/lib/oscc/dhcp", 0755, render("dhcp", values), blame);
      layer.text("/usr/lib/oscc/lease", 0755, render("lease", values), blame);
    }
  }

  private static String render(String name, Map<String, Object> values) {
    return Template.load("shell/" + name).render(values);
  }

  private static Map<String, Object> values(Network.Interface nic) {
    return Map.of(
        "name", ShellWord.quote(nic.name()),
        "renamed", nic.mac().isPresent(),
        "mac", nic.mac().orElse(""),
        "addresses", nic.addresses().stream().map(ShellWord::quote).toList(),
        "gateways", nic.gateway().map(ShellWord::quote).map(List::of).orElse(List.of()));
  }
}
