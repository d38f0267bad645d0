package oscc.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import oscc.syntax.YamlNode;

/** Makes the record of {@code network}. */
final class NetworkBinder {
  private NetworkBinder() {}

  static Network network(Fields network, String machineName) {
    return new Network(
        network.text("hostname", machineName),
        network.each("interfaces").stream().map(NetworkBinder::networkInterface).toList(),
        network.texts("nameservers"),
        network.texts("search"),
        network.items("ntp").stream().map(Site::located).toList(),
        hosts(network.section("hosts")));
  }

  private static SortedMap<String, List<String>> hosts(Fields lines) {
    SortedMap<String, List<String>> hosts = new TreeMap<>();
    List<YamlNode.Scalar> keys = lines.keys();
    List<Site> values = lines.entries();
    for (int i = 0; i < values.size(); i++) {
      List<String> names = lines.items(values.get(i)).stream().map(Site::text).toList();
      hosts.put(keys.get(i).text(), names);
    }
    return hosts;
  }

  private static Network.Interface networkInterface(Fields entry) {
    return new Network.Interface(
        entry.text("name").orElseThrow(),
        entry.text("mac").map(m -> m.toLowerCase(Locale.ROOT)),
        entry.fields("vlan").map(NetworkBinder::vlan),
        entry.fields("bridge").map(b -> new Network.Bridge(b.texts("ports"))),
        entry.number("mtu"),
        entry.isTrue("dhcp"),
        entry.texts("addresses"),
        entry.text("gateway"),
        entry.each("routes").stream().map(NetworkBinder::route).toList(),
        entry.mentions("accept_ra") ? Optional.of(entry.isTrue("accept_ra")) : Optional.empty(),
        entry.site().span());
  }

  private static Network.Vlan vlan(Fields vlan) {
    return new Network.Vlan(vlan.number("id", 0), vlan.text("parent").orElseThrow());
  }

  private static Network.Route route(Fields route) {
    return new Network.Route(
        route.text("to").orElseThrow(), route.text("via"), route.number("metric"));
  }
}
