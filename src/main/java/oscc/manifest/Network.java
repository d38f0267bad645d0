package oscc.manifest;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import oscc.diag.Span;

/**
 * The {@code network} section.
 *
 * @param hosts further lines of {@code /etc/hosts}: address to names
 */
public record Network(
    String hostname,
    List<Interface> interfaces,
    List<String> nameservers,
    SortedMap<String, List<String>> hosts) {

  public Network {
    interfaces = List.copyOf(interfaces);
    nameservers = List.copyOf(nameservers);
    hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
  }

  /**
   * One network interface.
   *
   * @param name the kernel's name, or with {@code mac} the name that it gets
   * @param mac six pairs of lower-case hexadecimal digits
   * @param addresses with prefix length: {@code 192.0.2.10/24}
   */
  public record Interface(
      String name,
      Optional<String> mac,
      boolean dhcp,
      List<String> addresses,
      Optional<String> gateway,
      Span span) {
    public Interface {
      addresses = List.copyOf(addresses);
    }
  }
}
