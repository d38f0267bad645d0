package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {
  private static final Optional<ProxySettings.Server> PROXY =
      Optional.of(new ProxySettings.Server("proxy", 3128, Optional.empty()));

  private static Optional<ProxySettings.Server> forAddress(ProxySettings proxies, String address) {
    return proxies.forAddress(URI.create(address));
  }

  @Test
  void each_scheme_has_its_proxy_and_small_letters_win() {
    ProxySettings proxies =
        ProxySettings.of(
            Map.of(
                "http_proxy", "proxy:3128",
                "HTTP_PROXY", "http://other:1",
                "HTTPS_PROXY", "http://user:pw@secure"));

    assertThat(forAddress(proxies, "http://a/")).isEqualTo(PROXY);
    assertThat(forAddress(proxies, "https://a/"))
        .hasValue(new ProxySettings.Server("secure", 80, Optional.of("user:pw")));
  }

  @Test
  void hosts_of_no_proxy_and_their_subdomains_are_reached_directly() {
    ProxySettings proxies =
        ProxySettings.of(
            Map.of(
                "http_proxy", "http://proxy:3128/",
                "no_proxy", "example.org, .inner,127.0.0.1 late:8080"));

    assertThat(forAddress(proxies, "http://example.org/")).isEmpty();
    assertThat(forAddress(proxies, "http://deb.Example.org/")).isEmpty();
    assertThat(forAddress(proxies, "http://a.inner/")).isEmpty();
    assertThat(forAddress(proxies, "http://127.0.0.1:99/")).isEmpty();
    assertThat(forAddress(proxies, "http://late:8080/")).isEmpty();
    assertThat(forAddress(proxies, "http://late/")).isEqualTo(PROXY);
    assertThat(forAddress(proxies, "http://notexample.org/")).isEqualTo(PROXY);
  }

  @Test
  void a_star_means_no_proxy_at_all() {
    ProxySettings proxies = ProxySettings.of(Map.of("all_proxy", "proxy:3128", "NO_PROXY", "*"));

    assertThat(forAddress(proxies, "https://a/")).isEmpty();
  }

  @Test
  void what_is_no_http_proxy_is_refused_with_its_variable() {
    assertThatThrownBy(() -> ProxySettings.of(Map.of("https_proxy", "socks5://me:secret@x:1")))
        .hasMessageContaining("https_proxy")
        .hasMessageNotContaining("secret");
  }
}
