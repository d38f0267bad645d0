package oscc.bundle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How QEMU runs the bundle unless it is told otherwise.
 *
 * @param memory MiB
 * @param disk MiB of the disk for what lasts; 0 if there is none
 * @param cards MAC addresses of the network cards; the first is the one of the forwarded ports, and
 *     of a boot over the network
 */
public record VmSettings(
    int memory, int cpus, List<PortForward> forwards, int disk, List<String> cards) {
  /** The card that a machine has if nothing is said; the address is the one that QEMU begins at. */
  public static final List<String> ONE_CARD = List.of("52:54:00:12:34:56");

  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(?::[0-9a-f]{2}){5}");

  /** Beyond these the networks of QEMU would run out of numbers, and PCI of slots. */
  private static final int MOST_CARDS = 16;

  public VmSettings {
    if (memory < 1 || cpus < 1 || disk < 0) {
      throw new IllegalArgumentException(
          "%d MiB, %d processors, a disk of %d MiB".formatted(memory, cpus, disk));
    }
    if (cards.isEmpty()
        || cards.size() > MOST_CARDS
        || !cards.stream().allMatch(mac -> MAC.matcher(mac).matches())) {
      throw new IllegalArgumentException("network cards " + cards);
    }
    forwards = List.copyOf(forwards);
    cards = List.copyOf(cards);
  }

  /**
   * As many cards as a machine has interfaces, or as a machine can have.
   *
   * @param wanted the MAC address of each; empty where any will do
   */
  public static List<String> cards(List<Optional<String>> wanted) {
    Set<String> taken = new HashSet<>();
    wanted.forEach(mac -> mac.ifPresent(taken::add));
    List<String> cards = new ArrayList<>();
    int next = 0x56;
    for (Optional<String> mac : wanted.subList(0, Math.min(wanted.size(), MOST_CARDS))) {
      String free = "52:54:00:12:34:%02x".formatted(next);
      while (mac.isEmpty() && !taken.add(free)) {
        next++;
        free = "52:54:00:12:34:%02x".formatted(next);
      }
      cards.add(mac.orElse(free));
    }
    return cards.isEmpty() ? ONE_CARD : cards;
  }
}
