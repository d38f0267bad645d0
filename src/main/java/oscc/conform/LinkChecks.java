package oscc.conform;

import java.util.ArrayList;
import java.util.List;
import oscc.manifest.Network;
import oscc.manifest.Network.Interface;
import oscc.template.ShellWord;

/** Interfaces that are made of others, and the sizes of packets. */
final class LinkChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              List.of("network.interfaces[].vlan.id", "network.interfaces[].vlan.parent"),
              "`/proc/net/vlan`",
              LinkChecks::vlans),
          new Rule(
              "network.interfaces[].bridge.ports",
              "the ports that the kernel shows of the bridge, no more and no less",
              LinkChecks::bridges),
          new Rule(
              "network.interfaces[].mtu",
              "the `mtu` that the kernel shows of the interface",
              LinkChecks::mtus));

  private LinkChecks() {}

  private static List<Check> vlans(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Interface nic : subject.machine().network().interfaces()) {
      nic.vlan().ifPresent(vlan -> checks.add(vlan(subject, nic, vlan)));
    }
    return checks;
  }

  /** Lines of {@code NAME | ID | PARENT}; net/8021q/vlanproc.c of the kernel. */
  private static Check vlan(Subject subject, Interface nic, Network.Vlan vlan) {
    String expected = "%d of %s".formatted(vlan.id(), vlan.parent());
    return Question.check(
        subject,
        nic,
        new Question(
            "vlan",
            expected,
            "cat /proc/net/vlan/config 2>&1",
            printed -> {
              String found =
                  printed
                      .lines()
                      .map(line -> List.of(line.split("\\|", -1)))
                      .filter(row -> row.size() == 3 && row.getFirst().strip().equals(nic.name()))
                      .map(row -> "%s of %s".formatted(row.get(1).strip(), row.get(2).strip()))
                      .findFirst()
                      .orElse("no such VLAN");
              return Seen.of(found.equals(expected), found);
            }));
  }

  private static List<Check> bridges(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Interface nic : subject.machine().network().interfaces()) {
      nic.bridge().ifPresent(bridge -> checks.add(bridge(subject, nic, bridge)));
    }
    return checks;
  }

  private static Check bridge(Subject subject, Interface nic, Network.Bridge bridge) {
    List<String> wanted = bridge.ports().stream().sorted().toList();
    String ports = ShellWord.quote("/sys/class/net/%s/brif".formatted(nic.name()));
    return Question.check(
        subject,
        nic,
        new Question(
            "bridge",
            String.join(" ", wanted),
            "ls %s 2>/dev/null".formatted(ports),
            printed -> {
              List<String> found = Facts.words(printed).stream().sorted().toList();
              return Seen.of(
                  found.equals(wanted), found.isEmpty() ? "no ports" : String.join(" ", found));
            }));
  }

  private static List<Check> mtus(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Interface nic : subject.machine().network().interfaces()) {
      nic.mtu()
          .ifPresent(mtu ->
              checks.add(
                  Question.check(
                      subject,
                      nic,
                      new Question(
                          "mtu",
                          Long.toString(mtu),
                          Question.sys(nic, "mtu"),
                          p ->
                              Seen.of(p.strip().equals(Long.toString(mtu)), Facts.firstLine(p))))));
    }
    return checks;
  }
}
