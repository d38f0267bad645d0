package oscc.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.diag.Span;

/** Rules of the routes of an interface. */
final class RouteRules {
  private final Report report;

  /** That of the default route of the first lease; {@link Network#leaseMetric}. */
  private static final long LEASE_METRIC = 1024;

  private final Map<String, Span> taken = new HashMap<>();
  private int leases;

  RouteRules(Report report) {
    this.report = report;
  }

  /**
   * Checks the routes of one interface.
   *
   * @param own its addresses; none if they are not known
   */
  void check(Fields entry, List<IpAddress> own) {
    Reach reach = new Reach(entry, own);
    entry
        .find("dhcp")
        .filter(dhcp -> entry.isTrue("dhcp"))
        .ifPresent(dhcp -> claim("default", false, LEASE_METRIC + leases++, dhcp));
    own.stream()
        .filter(address -> !address.isIpv6())
        .forEach(address ->
            entry.items("addresses").stream()
                .findFirst()
                .ifPresent(
                    site -> taken.putIfAbsent(key(address.network(), false, 0), site.span())));
    entry
        .find("gateway")
        .filter(site -> entry.mentions("addresses"))
        .ifPresent(site ->
            IpAddress.parse(site.text())
                .filter(gateway -> !gateway.isSpecial())
                .ifPresent(gateway -> {
                  checkGateway(site, gateway, reach);
                  claim("default", gateway.isIpv6(), 0, site);
                }));
    entry.each("routes").forEach(route -> checkRoute(route, reach));
  }

  /**
   * Whom an interface reaches without a router.
   *
   * @param own its addresses; none if it has none of its own, or one that cannot be read
   */
  private record Reach(Fields entry, List<IpAddress> own) {
    boolean hasIpv4() {
      return entry.isTrue("dhcp")
          || isUnreadable()
          || own.stream().anyMatch(address -> !address.isIpv6());
    }

    private boolean isUnreadable() {
      return own.isEmpty() && entry.mentions("addresses");
    }

    boolean has(IpAddress router) {
      return isLearned(router)
          || router.isIpv6LinkLocal()
          || Stream.concat(own.stream(), near()).anyMatch(network -> network.reaches(router));
    }

    /** Whether only the running machine knows, by a lease or by what routers advertise. */
    private boolean isLearned(IpAddress router) {
      boolean advertised = !entry.mentions("accept_ra") || entry.isTrue("accept_ra");
      boolean learns = router.isIpv6() ? advertised : entry.isTrue("dhcp");
      return isUnreadable() || (own.isEmpty() && learns);
    }

    /** Where routes without a router lead to. */
    private Stream<IpAddress> near() {
      return entry.each("routes").stream()
          .filter(route -> !route.mentions("via"))
          .flatMap(route -> route.text("to").stream())
          .flatMap(to -> IpAddress.parseWithPrefix(to).stream())
          .filter(network -> network.prefix() > 0);
    }
  }

  private void checkGateway(Site site, IpAddress gateway, Reach reach) {
    if (!gateway.isIpv6() && !reach.hasIpv4()) {
      refuseIpv4(site);
    } else if (!reach.has(gateway)) {
      site.error(
              report,
              Code.OS0203,
              "this interface does not reach gateway %s".formatted(Quoted.of(site.text())))
          .label("neither `addresses` nor a route without `via` leads to it")
          .help("check the prefix length")
          .help(
              "or lead to it by a route without `via`: `- {to: %s/%d}`"
                  .formatted(site.text(), gateway.prefix()));
    } else if (reach.own().stream().anyMatch(address -> address.isOwnOrWhole(gateway))) {
      site.error(report, Code.OS0203, "%s is no router".formatted(Quoted.of(site.text())))
          .label("it is this machine, or a whole network")
          .help("give the address of the router");
    }
  }

  private void refuseIpv4(Site via) {
    via.error(report, Code.OS0203, "the interface has no IPv4 address")
        .label("so it reaches no router of IPv4")
        .help("give it `dhcp: true` or an address of IPv4");
  }

  private void checkRoute(Fields route, Reach reach) {
    Optional<Site> to = route.find("to");
    Optional<Site> via = route.find("via");
    Optional<IpAddress> gateway =
        via.flatMap(v -> IpAddress.parse(v.text())).filter(g -> !g.isSpecial());
    if (via.isPresent() && gateway.isEmpty()) {
      via.get()
          .error(report, Code.OS0202, "`via` cannot be %s".formatted(Quoted.of(via.get().text())))
          .label("expected an address without prefix, such as 192.0.2.1");
    }
    gateway.ifPresent(router -> checkGateway(via.orElseThrow(), router, reach));
    if (to.isEmpty()) {
      return;
    }
    if (to.get().text().equals("default")) {
      checkDefault(route, to.get(), gateway);
    } else {
      checkNetwork(route, to.get(), gateway);
    }
  }

  private void checkDefault(Fields route, Site to, Optional<IpAddress> gateway) {
    if (gateway.isPresent()) {
      claim("default", gateway.get().isIpv6(), route.number("metric").orElse(0), to);
    } else if (!route.mentions("via")) {
      to.error(report, Code.OS0255, "a default route needs `via`")
          .label("without it nothing says whether IPv4 or IPv6 is meant")
          .help("where the link itself leads everywhere, write `0.0.0.0/0` or `::/0`");
    }
  }

  private void checkNetwork(Fields route, Site to, Optional<IpAddress> gateway) {
    Optional<IpAddress> network = IpAddress.parseWithPrefix(to.text());
    if (network.isEmpty()) {
      to.error(report, Code.OS0202, "`to` cannot be %s".formatted(Quoted.of(to.text())))
          .label("expected `default` or a network with its prefix length, such as 10.0.0.0/8");
      return;
    }
    if (!network.get().isNetwork()) {
      to.error(report, Code.OS0255, "%s is no network".formatted(Quoted.of(to.text())))
          .label("bits after the prefix are set")
          .help("the network is `%s`".formatted(network.get().network()));
    } else if (gateway.filter(g -> g.isIpv6() != network.get().isIpv6()).isPresent()) {
      to.error(report, Code.OS0255, "`to` and `via` are of different kinds")
          .label("one is IPv4, the other IPv6");
    } else {
      String text = network.get().prefix() == 0 ? "default" : network.get().network();
      claim(text, network.get().isIpv6(), route.number("metric").orElse(0), to);
    }
  }

  /** The kernel has one route to a network of each metric. */
  private void claim(String network, boolean isIpv6, long metric, Site site) {
    long value = metric == 0 && isIpv6 ? Network.Route.IPV6_METRIC : metric;
    Span first = taken.putIfAbsent(key(network, isIpv6, value), site.span());
    if (first != null) {
      site.error(report, Code.OS0256, "two routes lead to the same network")
          .label("`%s` with metric %d".formatted(network, value))
          .related("the other one is here", first)
          .help("give one of them a `metric`; the smaller one is taken");
    }
  }

  private static String key(String network, boolean isIpv6, long metric) {
    return "%s %s %d".formatted(isIpv6 ? "IPv6" : "IPv4", network, metric);
  }
}
