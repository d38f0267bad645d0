package oscc.conform;

import java.util.ArrayList;
import java.util.List;
import oscc.manifest.Network.Interface;
import oscc.manifest.Network.Route;

/** Where packets go. */
final class RouteChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "network.interfaces[].gateway",
              "the default route leads there, by this interface",
              RouteChecks::gateways),
          new Rule(
              List.of(
                  "network.interfaces[].routes[].to",
                  "network.interfaces[].routes[].via",
                  "network.interfaces[].routes[].metric"),
              "`ip route show` has it, by this interface; with DHCP, once there is a lease",
              RouteChecks::routes));

  private RouteChecks() {}

  private static List<Check> gateways(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Interface nic : subject.machine().network().interfaces()) {
      for (Route route : nic.defaultRoute().stream().toList()) {
        checks.add(Question.check(subject, nic, question("gateway", nic, route)));
      }
    }
    return checks;
  }

  private static List<Check> routes(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Interface nic : subject.machine().network().interfaces()) {
      for (int i = 0; i < nic.routes().size(); i++) {
        Route route = nic.routes().get(i);
        Question question = question("routes", nic, route);
        checks.add(
            new Check(
                "network.interfaces.%s.routes.%s".formatted(nic.name(), name(route)),
                subject.places().of("network", "interfaces", nic.name(), "routes", "#" + i),
                question.expected(),
                question.script(),
                question.look()));
      }
    }
    return checks;
  }

  /** There may be several to one network, of different metrics. */
  private static String name(Route route) {
    return route.metric().isPresent()
        ? "%s.%d".formatted(route.to(), route.metric().getAsLong())
        : route.to();
  }

  private static Question question(String key, Interface nic, Route route) {
    String script = route.isIpv6() ? "ip -6 route show" : "ip route show";
    if (nic.dhcp()) {
      script = Question.await(script, shown(nic, route));
    }
    return new Question(key, text(nic, route), script, p -> look(p, nic, route));
  }

  private static String text(Interface nic, Route route) {
    StringBuilder text = new StringBuilder(route.to());
    route.via().ifPresent(via -> text.append(" via ").append(via));
    text.append(" dev ").append(nic.name());
    route.metric().ifPresent(metric -> text.append(" metric ").append(metric));
    return text.toString();
  }

  /** How the line of a route begins, if its addresses are spelled as the kernel spells them. */
  private static String shown(Interface nic, Route route) {
    String to =
        sameNetwork("default", route)
            ? "default"
            : route.to().replaceFirst(route.isIpv6() ? "/128$" : "/32$", "");
    String via = route.via().map(" via %s"::formatted).orElse("");
    return "%s%s dev %s".formatted(to, via, nic.name());
  }

  private static Seen look(String printed, Interface nic, Route route) {
    List<List<String>> same =
        printed
            .lines()
            .map(Facts::words)
            .filter(w -> !w.isEmpty() && sameNetwork(w.getFirst(), route))
            .toList();
    boolean holds = same.stream().anyMatch(words -> leads(words, nic, route));
    List<String> found = same.stream().map(words -> String.join(" ", words)).toList();
    return Seen.of(holds, found.isEmpty() ? "no such route" : String.join(", ", found));
  }

  private static boolean leads(List<String> words, Interface nic, Route route) {
    boolean byRouter =
        route
            .via()
            .map(via -> Facts.sameAddress(after(words, "via"), via))
            .orElse(!words.contains("via"));
    String metric = after(words, "metric");
    long found = metric.matches("[0-9]{1,10}") ? Long.parseLong(metric) : 0;
    long wanted = route.metric().orElse(route.isIpv6() ? Route.IPV6_METRIC : 0);
    return byRouter && after(words, "dev").equals(nic.name()) && found == wanted;
  }

  private static String after(List<String> words, String key) {
    int at = words.indexOf(key);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
  }

  /** The prefix of a single address is not printed, and everything is called default. */
  private static boolean sameNetwork(String printed, Route route) {
    int width = route.isIpv6() ? 128 : 32;
    return Facts.sameAddress(full(printed, width), full(route.to(), width));
  }

  private static String full(String network, int width) {
    String text = network.equals("default") ? (width == 32 ? "0.0.0.0/0" : "::/0") : network;
    return text.contains("/") ? text : text + "/" + width;
  }
}
