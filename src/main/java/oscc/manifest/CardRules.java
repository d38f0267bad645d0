package oscc.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Quoted;
import oscc.diag.Report;

/** Rules of the names of interfaces, and of the cards that are to have them. */
final class CardRules {
  /** Names that drivers and the kernel give, in the order in which devices turn up. */
  private static final Pattern KERNEL_NAME = Pattern.compile("(?:eth|wlan|usb|wwan|ib)[0-9]+");

  /** Those of the kernel's names that a card of QEMU gets. */
  private static final Pattern ETHERNET_NAME = Pattern.compile("eth(0|[1-9][0-9]{0,8})");

  private final Report report;

  CardRules(Report report) {
    this.report = report;
  }

  void check(Fields network) {
    List<Fields> interfaces =
        network.each("interfaces").stream().filter(e -> e.find("name").isPresent()).toList();
    interfaces.forEach(entry -> checkName(entry, name(entry)));
    checkPlaces(interfaces.stream().filter(e -> !e.mentionsAny("vlan", "bridge")).toList());
  }

  private static Site name(Fields entry) {
    return entry.find("name").orElseThrow();
  }

  private void checkName(Fields entry, Site name) {
    String text = name.text();
    boolean kernels = KERNEL_NAME.matcher(text).matches();
    if (text.equals("lo")) {
      name.error(report, Code.OS0209, "`lo` is the loopback interface")
          .label("it is always there: leave it out");
    } else if (text.matches("[0-9]+|all|default")) {
      name.error(report, Code.OS0209, "an interface cannot be called `%s`".formatted(text))
          .label("a number, `all` and `default` have other meanings where names stand");
    } else if (entry.mentionsAny("mac", "vlan", "bridge") == kernels) {
      checkOrigin(kernels, name);
    }
  }

  /** Either two have the name in the end, or nobody. */
  private void checkOrigin(boolean kernels, Site name) {
    if (kernels) {
      name.error(
              report,
              Code.OS0209,
              "the kernel may give the name `%s` to another interface".formatted(name.text()))
          .label("choose a name that the kernel does not use")
          .help("for example: `name: lan0`");
    } else {
      warn(Code.OS0257, name, "nothing gives a card the name %s".formatted(Quoted.of(name.text())))
          .label("the kernel's names are `eth0`, `eth1` and so on")
          .help("add the card's `mac`, and it gets this name; or write the kernel's name");
    }
  }

  /** As {@link Network#cards} lays them out. */
  private void checkPlaces(List<Fields> cards) {
    Set<Long> taken = new HashSet<>();
    List<Fields> others = new ArrayList<>();
    for (Fields card : cards) {
      Matcher numbered = ETHERNET_NAME.matcher(name(card).text());
      if (numbered.matches()) {
        long place = Long.parseLong(numbered.group(1));
        taken.add(place);
        checkPlace(card, place);
      } else {
        others.add(card);
      }
    }
    long place = 0;
    for (Fields card : others) {
      while (!taken.add(place)) {
        place++;
      }
      checkPlace(card, place);
    }
  }

  private void checkPlace(Fields card, long place) {
    Site name = name(card);
    Optional<String> why = Optional.empty();
    if (place >= Vm.MOST_CARDS) {
      why = Optional.of("it has %d cards at most".formatted(Vm.MOST_CARDS));
    } else if (!card.mentions("mac") && isOfOtherHardware(name.text())) {
      why = Optional.of("its cards are called `eth0`, `eth1` and so on");
    }
    why.ifPresent(label ->
        warn(Code.OS0258, name, "QEMU has no card for %s".formatted(Quoted.of(name.text())))
            .label(label)
            .help("under `oscc run` and `oscc test` the machine waits for it and is not ready"));
  }

  private static boolean isOfOtherHardware(String name) {
    return KERNEL_NAME.matcher(name).matches() && !ETHERNET_NAME.matcher(name).matches();
  }

  private Draft warn(Code code, Site name, String message) {
    return report.warning(code, name.span(), message).path(name.pointer());
  }
}
