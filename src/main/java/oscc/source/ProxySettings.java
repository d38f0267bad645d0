package oscc.source;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that the environment names.
 *
 * @param http for addresses with http
 * @param https for addresses with https
 * @param direct hosts that are reached without one: {@code *}, names that stand for their
 *     subdomains too, addresses, each perhaps with a port
 */
public record ProxySettings(Optional<Server> http, Optional<Server> https, List<String> direct) {

  /** No proxy. */
  public static final ProxySettings NONE =
      new ProxySettings(Optional.empty(), Optional.empty(), List.of());

  public ProxySettings {
    direct = List.copyOf(direct);
  }

  /** A proxy; {@code credentials} are {@code user:password}, decoded. */
  public record Server(String host, int port, Optional<String> credentials) {

    /** The value of a {@code Proxy-Authorization} header; RFC 7617. */
    Optional<String> authorization() {
      return credentials.map(ProxySettings::basic);
    }
  }

  /** {@code user:password} as RFC 7617 sends it. */
  static String basic(String credentials) {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * What {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} say; small
   * letters win over capitals.
   *
   * @throws IllegalArgumentException if one is no address; the message names the variable
   */
  public static ProxySettings of(Map<String, String> environment) {
    Optional<Server> all = server("all_proxy", environment);
    return new ProxySettings(
        server("http_proxy", environment).or(() -> all),
        server("https_proxy", environment).or(() -> all),
        Arrays.stream(variable("no_proxy", environment).split("[,\\s]+", -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .toList());
  }

  private static String variable(String name, Map<String, String> environment) {
    String capitals = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
    String value = environment.getOrDefault(name, "");
    return (value.isBlank() ? capitals : value).strip();
  }

  private static Optional<Server> server(String name, Map<String, String> environment) {
    String value = variable(name, environment);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s is not the address of a proxy".formatted(name), e);
    }
    if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          "%s is not the address of an http proxy, such as http://proxy:3128".formatted(name));
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return Optional.of(new Server(uri.getHost(), port, Optional.ofNullable(uri.getUserInfo())));
  }

  /** The proxy for an address, unless it is reached directly. */
  Optional<Server> forAddress(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    for (String entry : direct) {
      if (matches(entry, host, port)) {
        return Optional.empty();
      }
    }
    return uri.getScheme().equals("https") ? https : http;
  }

  private static boolean matches(String entry, String host, int port) {
    List<String> parts = new ArrayList<>(List.of(entry));
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > 0 && entry.indexOf(':') == colon;
    if (hasPort) {
      parts = List.of(entry.substring(0, colon), entry.substring(colon + 1));
    }
    if (parts.size() == 2 && !parts.get(1).equals(Integer.toString(port))) {
      return false;
    }
    String name = parts.getFirst().replaceFirst("^\\*?\\.", "");
    return name.equals("*") || host.equals(name) || host.endsWith("." + name);
  }
}
