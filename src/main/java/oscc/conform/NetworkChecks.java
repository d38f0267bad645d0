package oscc.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.manifest.Network;

/** Names, interfaces, addresses, routes. */
final class NetworkChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule("network.hostname", "the kernel's host name", NetworkChecks::hostname),
          new Rule(
              "network.interfaces[].name", "the interface is there and up", NetworkChecks::names),
          new Rule("network.interfaces[].mac", "its hardware address", NetworkChecks::macs),
          new Rule(
              "network.interfaces[].dhcp",
              "it has an IPv4 address, waited for 20 seconds",
              NetworkChecks::leases),
          new Rule(
              "network.interfaces[].addresses",
              "`ip addr show` has each, with its prefix length",
              NetworkChecks::addresses),
          new Rule(
              "network.nameservers",
              "`/etc/resolv.conf` names them, in this order before others",
              NetworkChecks::nameservers),
          new Rule(
              "network.search",
              "`/etc/resolv.conf` has them first in its `search` line",
              NetworkChecks::search),
          new Rule(
              "network.hosts", "`/etc/hosts` gives each address its names", NetworkChecks::hosts));

  private NetworkChecks() {}

  private static List<Check> hostname(Subject subject) {
    String name = subject.machine().network().hostname();
    return List.of(
        new Check(
            "network.hostname",
            subject.places().of("network", "hostname"),
            name,
            "cat /proc/sys/kernel/hostname",
            printed -> Seen.of(printed.strip().equals(name), printed.strip())));
  }

  private static List<Check> names(Subject subject) {
    return subject.machine().network().interfaces().stream()
        .map(nic ->
            Question.check(
                subject,
                nic,
                new Question("name", "up", Question.sys(nic, "flags"), NetworkChecks::flags)))
        .toList();
  }

  /** IFF_UP is the lowest bit; linux/if.h. */
  private static Seen flags(String printed) {
    String flags = printed.strip();
    if (!flags.matches("0x[0-9a-f]{1,8}")) {
      return Seen.broken("no such interface");
    }
    return (Long.parseLong(flags.substring(2), 16) & 1) == 1
        ? Seen.held("up")
        : Seen.broken("down");
  }

  private static List<Check> macs(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Network.Interface nic : subject.machine().network().interfaces()) {
      nic.mac()
          .ifPresent(mac ->
              checks.add(
                  Question.check(
                      subject,
                      nic,
                      new Question(
                          "mac",
                          mac,
                          Question.sys(nic, "address"),
                          p -> Seen.of(p.strip().equals(mac), Facts.firstLine(p))))));
    }
    return checks;
  }

  private static List<Check> leases(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Network.Interface nic : subject.machine().network().interfaces()) {
      if (nic.dhcp()) {
        String script = Question.awaitLease(nic);
        checks.add(
            Question.check(
                subject,
                nic,
                new Question(
                    "dhcp", "a lease", script, p -> Seen.of(!p.isBlank(), Facts.firstLine(p)))));
      }
    }
    return checks;
  }

  private static List<Check> addresses(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Network.Interface nic : subject.machine().network().interfaces()) {
      for (String address : nic.addresses()) {
        checks.add(
            new Check(
                "network.interfaces.%s.addresses.%s".formatted(nic.name(), address),
                subject.places().of("network", "interfaces", nic.name(), "addresses", address),
                address,
                Facts.ADDRESSES,
                printed -> address(printed, nic.name(), address)));
      }
    }
    return checks;
  }

  private static Seen address(String printed, String name, String wanted) {
    List<String> found =
        printed
            .lines()
            .map(Facts::words)
            .filter(w -> w.size() > 3 && w.get(1).equals(name) && w.get(2).startsWith("inet"))
            .map(w -> w.get(3))
            .toList();
    boolean holds = found.stream().anyMatch(other -> Facts.sameAddress(other, wanted));
    return Seen.of(holds, found.isEmpty() ? "no address" : String.join(", ", found));
  }

  private static List<Check> nameservers(Subject subject) {
    List<String> wanted = subject.machine().network().nameservers();
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String server = wanted.get(i);
      int index = i;
      checks.add(
          new Check(
              "network.nameservers." + server,
              subject.places().of("network", "nameservers", server),
              server,
              "cat /etc/resolv.conf 2>&1",
              printed -> {
                List<String> found =
                    resolverLines(printed, "nameserver").map(List::getFirst).toList();
                boolean holds = index < found.size() && Facts.sameAddress(found.get(index), server);
                return Seen.of(holds, found.isEmpty() ? "none" : String.join(", ", found));
              }));
    }
    return checks;
  }

  private static List<Check> search(Subject subject) {
    List<String> wanted = subject.machine().network().search();
    if (wanted.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Check(
            "network.search",
            subject.places().of("network", "search"),
            String.join(" ", wanted),
            "cat /etc/resolv.conf 2>&1",
            printed -> {
              List<String> found =
                  resolverLines(printed, "search").reduce(List.of(), (before, last) -> last);
              boolean holds =
                  found.size() >= wanted.size() && found.subList(0, wanted.size()).equals(wanted);
              return Seen.of(holds, found.isEmpty() ? "none" : String.join(" ", found));
            }));
  }

  /** What stands behind a keyword, line by line; resolv.conf(5). */
  private static Stream<List<String>> resolverLines(String printed, String keyword) {
    return printed
        .lines()
        .map(Facts::words)
        .filter(w -> w.size() > 1 && w.getFirst().equals(keyword))
        .map(w -> w.subList(1, w.size()));
  }

  private static List<Check> hosts(Subject subject) {
    List<Check> checks = new ArrayList<>();
    subject
        .machine()
        .network()
        .hosts()
        .forEach((address, names) ->
            checks.add(
                new Check(
                    "network.hosts." + address,
                    subject.places().of("network", "hosts", address),
                    String.join(" ", names),
                    "cat /etc/hosts 2>&1",
                    printed -> {
                      Optional<List<String>> found =
                          printed
                              .lines()
                              .map(Facts::words)
                              .filter(w -> !w.isEmpty() && Facts.sameAddress(w.getFirst(), address))
                              .findFirst();
                      return Seen.of(
                          found.filter(w -> w.containsAll(names)).isPresent(),
                          found.map(w -> String.join(" ", w)).orElse("no line for it"));
                    })));
    return checks;
  }
}
