package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "2001:db8::1",
        "64:ff9b::192.0.2.1"
      })
  void addresses_are_taken(String text) {
    assertThat(IpAddress.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "::ffff:192.0.2.1",
        "::FFFF:c000:201",
        "1",
        "1.2.3",
        "1.2.3.4.",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4 ",
        "0x7f.1",
        "localhost",
        "fe80::1%eth0",
        "[::1]",
        "1:2:3",
        ":::",
        "2001:db8::1::2",
        "\u0661.2.3.4"
      })
  void what_only_looks_like_an_address_is_not_taken(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "192.0.2.1/33",
        "192.0.2.1/024",
        "192.0.2.1/",
        "::1/129",
        "192.0.2.1/-1"
      })
  void a_prefix_must_fit_the_address(String text) {
    assertThat(IpAddress.parseWithPrefix(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.10/24, 192.0.2.1, true",
    "192.0.2.10/24, 192.0.3.1, false",
    "192.0.2.10/28, 192.0.2.15, true",
    "192.0.2.10/28, 192.0.2.16, false",
    "192.0.2.10/0, 10.0.0.1, true",
    "192.0.2.10/32, 192.0.2.11, false",
    "2001:db8::10/64, 2001:db8::1, true",
    "2001:db8::10/64, 2001:db8:0:1::1, false",
    "192.0.2.10/24, 2001:db8::1, false"
  })
  void a_network_reaches_what_lies_in_it(String own, String other, boolean reached) {
    IpAddress address = IpAddress.parseWithPrefix(own).orElseThrow();

    assertThat(address.reaches(IpAddress.parse(other).orElseThrow())).isEqualTo(reached);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, true",
    "192.0.2.255/24, true",
    "192.0.2.1/24, false",
    "192.0.2.0/31, false",
    "192.0.2.1/32, false",
    "192.0.2.128/25, true",
    "2001:db8::/64, false"
  })
  void first_and_last_address_of_a_network_are_no_machines(String text, boolean reserved) {
    IpAddress address = IpAddress.parseWithPrefix(text).orElseThrow();

    assertThat(address.isNetworkOrBroadcast()).isEqualTo(reserved);
  }

  @Test
  void a_network_has_no_bit_behind_its_prefix() {
    assertThat(network("10.0.0.0/8")).isEqualTo("true 10.0.0.0/8");
    assertThat(network("10.1.2.3/12")).isEqualTo("false 10.0.0.0/12");
    assertThat(network("192.0.2.255/31")).isEqualTo("false 192.0.2.254/31");
    assertThat(network("0.0.0.0/0")).isEqualTo("true 0.0.0.0/0");
    assertThat(network("2001:db8::/32")).isEqualTo("true 2001:db8:0:0:0:0:0:0/32");
    assertThat(network("2001:db8::1/127")).isEqualTo("false 2001:db8:0:0:0:0:0:0/127");
  }

  private static String network(String text) {
    IpAddress address = IpAddress.parseWithPrefix(text).orElseThrow();
    return "%s %s".formatted(address.isNetwork(), address.network());
  }
}
