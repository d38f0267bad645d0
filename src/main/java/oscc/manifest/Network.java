package oscc.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.diag.Located;
import oscc.diag.Span;

/**
 * The {@code network} section.
 *
 * @param search domains in which names without a dot are looked up
 * @param ntp addresses or names of time servers
 * @param hosts further lines of {@code /etc/hosts}: address to names
 */
public record Network(
    String hostname,
    List<Interface> interfaces,
    List<String> nameservers,
    List<String> search,
    List<Located<String>> ntp,
    SortedMap<String, List<String>> hosts) {

  private static final Pattern NUMBERED = Pattern.compile("eth([0-9]{1,2})");

  public Network {
    interfaces = List.copyOf(interfaces);
    nameservers = List.copyOf(nameservers);
    search = List.copyOf(search);
    ntp = List.copyOf(ntp);
    hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
  }

  /** The interfaces, each after those that carry it, else in the manifest's order. */
  public List<Interface> carriersFirst() {
    Map<String, Interface> left = new LinkedHashMap<>();
    interfaces.forEach(nic -> left.put(nic.name(), nic));
    List<Interface> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Interface next =
          left.values().stream()
              .filter(nic -> nic.carriers().stream().noneMatch(left::containsKey))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("a circle of " + left.keySet()));
      ordered.add(next);
      left.remove(next.name());
    }
    return ordered;
  }

  /**
   * The MAC addresses of the cards, empty where any will do, in an order in which the kernel gives
   * {@code eth1} to the second: what has a name of its own takes the places that are left.
   */
  public List<Optional<String>> cards() {
    SortedMap<Integer, Optional<String>> cards = new TreeMap<>();
    List<Interface> named = new ArrayList<>();
    for (Interface nic : interfaces) {
      Matcher numbered = NUMBERED.matcher(nic.name());
      if (nic.isCard() && numbered.matches()) {
        cards.put(Integer.parseInt(numbered.group(1)), Optional.empty());
      } else if (nic.isCard()) {
        named.add(nic);
      }
    }
    int place = 0;
    for (Interface nic : named) {
      while (cards.containsKey(place)) {
        place++;
      }
      cards.put(place, nic.mac());
    }
    List<Optional<String>> all = new ArrayList<>();
    int end = cards.isEmpty() ? 0 : cards.lastKey() + 1;
    for (int i = 0; i < end; i++) {
      all.add(cards.getOrDefault(i, Optional.empty()));
    }
    return all;
  }

  /** Those that a lease configures. */
  public List<Interface> leased() {
    return interfaces.stream().filter(Interface::dhcp).toList();
  }

  /**
   * Where the default route of a lease stands among others: behind those of the manifest that say
   * no metric, and of several leases the interface that the manifest names first wins.
   */
  public long leaseMetric(Interface nic) {
    return 1024L + leased().indexOf(nic);
  }

  /** The bridge that an interface is a port of. */
  public Optional<String> bridgeOf(Interface port) {
    return interfaces.stream()
        .filter(nic -> nic.bridge().filter(b -> b.ports().contains(port.name())).isPresent())
        .map(Interface::name)
        .findFirst();
  }

  /**
   * One network interface.
   *
   * @param name the kernel's name, or with {@code mac}, {@code vlan} or {@code bridge} the one that
   *     it gets
   * @param mac six pairs of lower-case hexadecimal digits
   * @param addresses with prefix length: {@code 192.0.2.10/24}
   * @param acceptRa whether IPv6 router advertisements are followed; the kernel's choice if absent
   */
  public record Interface(
      String name,
      Optional<String> mac,
      Optional<Vlan> vlan,
      Optional<Bridge> bridge,
      OptionalLong mtu,
      boolean dhcp,
      List<String> addresses,
      Optional<String> gateway,
      List<Route> routes,
      Optional<Boolean> acceptRa,
      Span span) {
    public Interface {
      addresses = List.copyOf(addresses);
      routes = List.copyOf(routes);
    }

    /** Whether it is hardware, rather than made of other interfaces. */
    public boolean isCard() {
      return vlan.isEmpty() && bridge.isEmpty();
    }

    /** The gateway as a route. */
    public Optional<Route> defaultRoute() {
      return gateway.map(g -> new Route("default", Optional.of(g), OptionalLong.empty()));
    }

    /** The interfaces over which its packets go. */
    public List<String> carriers() {
      List<String> names = new ArrayList<>();
      vlan.ifPresent(v -> names.add(v.parent()));
      bridge.ifPresent(b -> names.addAll(b.ports()));
      return names;
    }
  }

  /** A VLAN of another interface, by the name of that one; IEEE 802.1Q. */
  public record Vlan(int id, String parent) {}

  /** A switch of other interfaces, by their names. */
  public record Bridge(List<String> ports) {
    public Bridge {
      ports = List.copyOf(ports);
    }
  }

  /**
   * Where packets go.
   *
   * @param to a network with prefix length, or {@code default}
   * @param via the router; those that are meant are near if absent
   */
  public record Route(String to, Optional<String> via, OptionalLong metric) {
    /** What the kernel gives an IPv6 route that says none; an IPv4 route gets 0. */
    public static final long IPV6_METRIC = 1024;

    /** Whether it is one of IPv6. */
    public boolean isIpv6() {
      return via.orElse(to).contains(":");
    }
  }
}
