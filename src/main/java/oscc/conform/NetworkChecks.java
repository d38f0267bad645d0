package oscc.conform;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import oscc.manifest.Network;
import oscc.template.ShellWord;

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
              "network.interfaces[].gateway",
              "the default route leads there, by this interface",
              NetworkChecks::gateways),
          new Rule(
              "network.nameservers",
              "`/etc/resolv.conf` names them, in this order before others",
              NetworkChecks::nameservers),
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

  /** What is asked of an interface: its key, what is expected, and how that is seen. */
  private record Question(String key, String expected, String script, Check.Look look) {}

  private static Check check(Subject subject, Network.Interface nic, Question question) {
    return new Check(
        "network.interfaces.%s.%s".formatted(nic.name(), question.key()),
        subject.places().of("network", "interfaces", nic.name(), question.key()),
        question.expected(),
        question.script(),
        question.look());
  }

  private static String sys(Network.Interface nic, String file) {
    return "cat " + ShellWord.quote("/sys/class/net/%s/%s".formatted(nic.name(), file)) + " 2>&1";
  }

  private static List<Check> names(Subject subject) {
    return subject.machine().network().interfaces().stream()
        .map(nic ->
            check(
                subject, nic, new Question("name", "up", sys(nic, "flags"), NetworkChecks::flags)))
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
                  check(
                      subject,
                      nic,
                      new Question(
                          "mac",
                          mac,
                          sys(nic, "address"),
                          p -> Seen.of(p.strip().equals(mac), Facts.firstLine(p))))));
    }
    return checks;
  }

  private static List<Check> leases(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Network.Interface nic : subject.machine().network().interfaces()) {
      if (nic.dhcp()) {
        String script =
            """
            tries=100
            until ip -o -4 addr show dev %1$s 2>/dev/null | grep 'inet ' || [ "$tries" = 0 ]; do
              tries=$((tries - 1))
              sleep 0.2
            done
            """
                .formatted(ShellWord.quote(nic.name()));
        checks.add(
            check(
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
    boolean holds = found.stream().anyMatch(other -> same(other, wanted));
    return Seen.of(holds, found.isEmpty() ? "no address" : String.join(", ", found));
  }

  /** Whether two addresses, with a prefix or without, are the same; IPv6 has many spellings. */
  private static boolean same(String one, String other) {
    String[] first = one.split("/", 2);
    String[] second = other.split("/", 2);
    if (first.length != second.length || (first.length == 2 && !first[1].equals(second[1]))) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(first[0]).equals(InetAddress.ofLiteral(second[0]));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Check> gateways(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Network.Interface nic : subject.machine().network().interfaces()) {
      nic.gateway()
          .ifPresent(gateway ->
              checks.add(
                  check(
                      subject,
                      nic,
                      new Question(
                          "gateway",
                          "default via %s dev %s".formatted(gateway, nic.name()),
                          gateway.contains(":") ? "ip -6 route show" : "ip route show",
                          printed -> route(printed, nic.name(), gateway)))));
    }
    return checks;
  }

  private static Seen route(String printed, String name, String gateway) {
    List<List<String>> routes =
        printed
            .lines()
            .map(Facts::words)
            .filter(w -> w.size() > 4 && w.getFirst().equals("default"))
            .toList();
    boolean holds = routes.stream().anyMatch(w -> same(w.get(2), gateway) && w.get(4).equals(name));
    return Seen.of(
        holds,
        routes.isEmpty()
            ? "no default route"
            : routes.stream().map(w -> String.join(" ", w)).collect(Collectors.joining(", ")));
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
                    printed
                        .lines()
                        .map(Facts::words)
                        .filter(w -> w.size() > 1 && w.getFirst().equals("nameserver"))
                        .map(w -> w.get(1))
                        .toList();
                boolean holds = index < found.size() && same(found.get(index), server);
                return Seen.of(holds, found.isEmpty() ? "none" : String.join(", ", found));
              }));
    }
    return checks;
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
                              .filter(w -> !w.isEmpty() && same(w.getFirst(), address))
                              .findFirst();
                      return Seen.of(
                          found.filter(w -> w.containsAll(names)).isPresent(),
                          found.map(w -> String.join(" ", w)).orElse("no line for it"));
                    })));
    return checks;
  }
}
