package oscc.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.syntax.YamlNode;

/** Rules of {@code network}. */
final class NetworkRules {
  private final Report report;
  private final RouteRules routes;

  NetworkRules(Report report) {
    this.report = report;
    this.routes = new RouteRules(report);
  }

  void check(Fields network) {
    Unique names = new Unique(report, "interface");
    Unique macs = new Unique(report, "MAC address");
    Unique addresses = new Unique(report, "address");
    LinkRules links = LinkRules.check(network, report);
    for (Fields entry : network.each("interfaces")) {
      entry.find("name").ifPresent(n -> names.claim(n.text(), n));
      entry.find("mac").ifPresent(m -> macs.claim(m.text().toLowerCase(Locale.ROOT), m));
      entry.find("mac").ifPresent(this::checkMac);
      checkWay(entry, links);
      checkAddresses(entry, addresses);
    }
    new CardRules(report).check(network);
    network.items("nameservers").forEach(this::checkNameserver);
    Unique servers = new Unique(report, "time server");
    for (Site server : network.items("ntp")) {
      ServerName.check(server, report);
      servers.claim(server.text(), server);
    }
    network.fields("hosts").ifPresent(this::checkHosts);
  }

  private void checkMac(Site mac) {
    int first = Integer.parseInt(mac.text().substring(0, 2), 16);
    if ((first & 1) != 0) {
      mac.error(
              report, Code.OS0204, "%s is no interface's address".formatted(Quoted.of(mac.text())))
          .label("an odd first byte makes it a group address");
    } else if (mac.text().equals("00:00:00:00:00:00")) {
      mac.error(
              report, Code.OS0204, "%s is no interface's address".formatted(Quoted.of(mac.text())))
          .label("all zeros");
    }
  }

  private void checkWay(Fields entry, LinkRules links) {
    Site site = entry.site();
    if (entry.isTrue("dhcp") && entry.mentions("addresses")) {
      entry
          .find("dhcp")
          .orElseThrow()
          .error(report, Code.OS0205, "an interface has either `dhcp` or `addresses`")
          .label("`addresses` is given too");
    } else if (!entry.mentionsAny("dhcp", "addresses", "accept_ra") && !links.isCarrier(entry)) {
      site.error(report, Code.OS0205, "nothing says how the interface gets its address")
          .label("add `dhcp: true` or `addresses`")
          .help("`dhcp: false` alone brings the interface up without an address");
    }
  }

  private void checkAddresses(Fields entry, Unique unique) {
    List<IpAddress> own = new ArrayList<>();
    for (Site site : entry.items("addresses")) {
      Optional<IpAddress> address = IpAddress.parseWithPrefix(site.text());
      if (address.isEmpty()) {
        reportAddress(site, "expected an address with its prefix, such as 192.0.2.10/24");
      } else if (address.get().isSpecial() || address.get().isNetworkOrBroadcast()) {
        reportAddress(site, "no single machine can have this address");
      } else {
        unique.claim(address.get().address().getHostAddress(), site);
      }
      address.ifPresent(own::add);
    }
    // With an address that cannot be read nobody knows what the others were meant to reach.
    boolean complete = own.size() == entry.items("addresses").size();
    List<IpAddress> known = complete ? own : List.of();
    entry.find("gateway").ifPresent(this::checkGateway);
    routes.check(entry, known);
  }

  private void checkGateway(Site site) {
    if (IpAddress.parse(site.text()).filter(g -> !g.isSpecial()).isEmpty()) {
      reportAddress(site, "expected an address without prefix, such as 192.0.2.1");
    }
  }

  private void checkNameserver(Site site) {
    if (IpAddress.parse(site.text()).filter(IpAddress::canBeAsked).isEmpty()) {
      reportAddress(site, "expected an address without prefix, such as 192.0.2.53");
    }
  }

  private void checkHosts(Fields hosts) {
    for (YamlNode.Scalar key : hosts.keys()) {
      if (IpAddress.parse(key.text()).isEmpty()) {
        report
            .error(Code.OS0202, key.span(), "%s is not an address".formatted(Quoted.of(key.text())))
            .path(hosts.site().pointer())
            .label("expected an address, then its names");
      }
    }
  }

  private void reportAddress(Site site, String label) {
    site.error(
            report, Code.OS0202, "%s cannot be %s".formatted(site.name(), Quoted.of(site.text())))
        .label(label);
  }
}
