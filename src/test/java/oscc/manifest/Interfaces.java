package oscc.manifest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import oscc.diag.Span;
import oscc.manifest.Network.Bridge;
import oscc.manifest.Network.Interface;
import oscc.manifest.Network.Route;
import oscc.manifest.Network.Vlan;

/** Interfaces for tests; each test says of one what it is about. */
public final class Interfaces {
  private final String name;
  private final Span span;
  private Optional<String> mac = Optional.empty();
  private Optional<Vlan> vlan = Optional.empty();
  private Optional<Bridge> bridge = Optional.empty();
  private OptionalLong mtu = OptionalLong.empty();
  private boolean dhcp;
  private List<String> addresses = List.of();
  private Optional<String> gateway = Optional.empty();
  private List<Route> routes = List.of();
  private Optional<Boolean> acceptRa = Optional.empty();

  private Interfaces(String name, Span span) {
    this.name = name;
    this.span = span;
  }

  /** One with a name and nothing else. */
  public static Interfaces named(String name, Span span) {
    return new Interfaces(name, span);
  }

  /** The address by which its card is found. */
  public Interfaces mac(String address) {
    mac = Optional.of(address);
    return this;
  }

  /** A VLAN. */
  public Interfaces vlan(int id, String parent) {
    vlan = Optional.of(new Vlan(id, parent));
    return this;
  }

  /** A bridge. */
  public Interfaces bridge(String... ports) {
    bridge = Optional.of(new Bridge(List.of(ports)));
    return this;
  }

  /** The size of its packets. */
  public Interfaces mtu(int bytes) {
    mtu = OptionalLong.of(bytes);
    return this;
  }

  /** Has it configured by a lease. */
  public Interfaces dhcp() {
    dhcp = true;
    return this;
  }

  /** Its own addresses. */
  public Interfaces addresses(String... own) {
    addresses = List.of(own);
    return this;
  }

  /** The default route. */
  public Interfaces gateway(String address) {
    gateway = Optional.of(address);
    return this;
  }

  /** Further routes. */
  public Interfaces routes(Route... further) {
    routes = List.of(further);
    return this;
  }

  /** Whether it follows router advertisements. */
  public Interfaces acceptRa(boolean whether) {
    acceptRa = Optional.of(whether);
    return this;
  }

  /** The interface. */
  public Interface build() {
    return new Interface(
        name, mac, vlan, bridge, mtu, dhcp, addresses, gateway, routes, acceptRa, span);
  }
}
