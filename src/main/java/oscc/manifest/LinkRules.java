package oscc.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.diag.Span;

/** Rules of interfaces that are made of others: VLANs and bridges, and the sizes of packets. */
final class LinkRules {
  /** What cards have unless they are told otherwise; RFC 894. */
  private static final int ETHERNET_MTU = 1500;

  private final Report report;
  private final Map<String, Fields> known = new LinkedHashMap<>();
  private final Map<String, Span> ports = new HashMap<>();
  private final Set<String> parents = new HashSet<>();

  private LinkRules(Fields network, Report report) {
    this.report = report;
    for (Fields entry : network.each("interfaces")) {
      entry.text("name").ifPresent(name -> known.putIfAbsent(name, entry));
      vlan(entry).text("parent").ifPresent(parents::add);
    }
  }

  /** Checks all interfaces, and says what carries what. */
  static LinkRules check(Fields network, Report report) {
    LinkRules links = new LinkRules(network, report);
    Unique vlans = new Unique(report, "VLAN");
    Map<String, List<Site>> carriers = new LinkedHashMap<>();
    for (Fields entry : network.each("interfaces")) {
      links.checkKind(entry);
      List<Site> below = carriers(entry);
      below.forEach(links::checkKnown);
      bridge(entry).items("ports").forEach(links::checkPort);
      links.claimVlan(entry, vlans);
      links.checkMtu(entry, below);
      List<Site> possible =
          below.stream().filter(site -> !links.joinsBridges(entry, site)).toList();
      entry.text("name").ifPresent(name -> carriers.putIfAbsent(name, possible));
    }
    Cycle.find(carriers).forEach(links::showCycle);
    return links;
  }

  /** Whether something else has its addresses, so that nothing needs to be said of its own. */
  boolean isCarrier(Fields entry) {
    return entry.text("name").filter(n -> ports.containsKey(n) || parents.contains(n)).isPresent();
  }

  private static Fields vlan(Fields entry) {
    return entry.section("vlan");
  }

  private static Fields bridge(Fields entry) {
    return entry.section("bridge");
  }

  private static List<Site> carriers(Fields entry) {
    List<Site> below = new ArrayList<>(bridge(entry).items("ports"));
    vlan(entry).find("parent").ifPresent(below::add);
    return below;
  }

  private void checkKind(Fields entry) {
    for (String made : List.of("vlan", "bridge")) {
      Optional<Site> other =
          entry.find("mac").or(() -> made.equals("vlan") ? entry.find("bridge") : Optional.empty());
      if (entry.mentions(made) && other.isPresent()) {
        report
            .error(
                Code.OS0250,
                other.get().key(),
                "an interface cannot have both `%s` and %s".formatted(made, other.get().name()))
            .path(other.get().pointer())
            .label("a card has a `mac`; a VLAN or a bridge is made, by the name that it has")
            .help("give the other one an entry of its own in `network.interfaces`");
        return;
      }
    }
  }

  private void checkKnown(Site name) {
    if (!known.containsKey(name.text())) {
      var draft =
          name.error(
                  report, Code.OS0251, "there is no interface %s".formatted(Quoted.of(name.text())))
              .label("expected a `name` of `network.interfaces`");
      Suggestion.of(name.text(), List.copyOf(known.keySet()))
          .ifPresentOrElse(
              close -> draft.help("did you mean `%s`?".formatted(close)),
              () -> draft.help("give it an entry, at any place of the list"));
    }
  }

  private void checkPort(Site port) {
    Span first = ports.putIfAbsent(port.text(), port.span());
    if (first != null) {
      refusePort(port, "is a port already").related("it is given here first", first);
      return;
    }
    Optional<Fields> entry = Optional.ofNullable(known.get(port.text()));
    if (isBridge(port)) {
      refusePort(port, "is a bridge itself").label("the kernel joins no bridges");
      return;
    }
    List<String> own = List.of("addresses", "dhcp", "gateway", "routes", "accept_ra");
    entry.stream()
        .flatMap(e ->
            own.stream()
                .filter(key -> !key.equals("dhcp") || e.isTrue(key))
                .flatMap(key -> e.find(key).stream()))
        .findFirst()
        .ifPresent(site ->
            refusePort(port, "has %s of its own".formatted(site.name()))
                .related("move it to the bridge", site.key()));
  }

  private boolean isBridge(Site name) {
    return known.containsKey(name.text()) && known.get(name.text()).mentions("bridge");
  }

  /** Such a port is refused as one, so it makes no circle as well. */
  private boolean joinsBridges(Fields entry, Site carrier) {
    return entry.mentions("bridge") && isBridge(carrier);
  }

  private Draft refusePort(Site port, String why) {
    return port.error(
        report,
        Code.OS0252,
        "%s cannot be a port of this bridge: it %s".formatted(Quoted.of(port.text()), why));
  }

  private void claimVlan(Fields entry, Unique vlans) {
    Fields vlan = vlan(entry);
    Optional<Site> id = vlan.find("id");
    Optional<String> parent = vlan.text("parent");
    if (id.isPresent() && parent.isPresent()) {
      vlans.claim(parent.get() + " " + vlan.number("id", 0), id.get());
    }
  }

  private void checkMtu(Fields entry, List<Site> below) {
    Optional<Site> site = entry.find("mtu");
    if (site.isEmpty()) {
      return;
    }
    int mtu = entry.number("mtu", 0);
    for (Site name : below) {
      Optional<Fields> carrier = Optional.ofNullable(known.get(name.text()));
      int limit = carrier.map(c -> mtu(c, known.size())).orElse(mtu);
      if (mtu > limit) {
        site.get()
            .error(
                report,
                Code.OS0254,
                "packets of %d bytes do not fit through `%s`".formatted(mtu, name.text()))
            .label("it has an MTU of %d".formatted(limit))
            .related("`%s` is what carries this interface".formatted(name.text()), name.span())
            .help("give `%s` an `mtu` of %d or more".formatted(name.text(), mtu));
      }
    }
  }

  /**
   * What an interface has: its own, or the least of those that carry it.
   *
   * @param depth how many others can be below it at most; a circle is reported elsewhere
   */
  private int mtu(Fields entry, int depth) {
    if (entry.number("mtu").isPresent() || depth == 0) {
      return entry.number("mtu", ETHERNET_MTU);
    }
    return carriers(entry).stream()
        .flatMap(name -> Optional.ofNullable(known.get(name.text())).stream())
        .mapToInt(carrier -> mtu(carrier, depth - 1))
        .min()
        .orElse(ETHERNET_MTU);
  }

  private void showCycle(Cycle cycle) {
    Site first = cycle.places().getFirst();
    var draft =
        first
            .error(report, Code.OS0253, "interfaces carry each other: " + cycle.text())
            .label("none of them can be made");
    for (int i = 1; i < cycle.places().size(); i++) {
      Site place = cycle.places().get(i);
      draft.related(
          "`%s` is made of `%s` here".formatted(cycle.names().get(i), place.text()), place.span());
    }
  }
}
