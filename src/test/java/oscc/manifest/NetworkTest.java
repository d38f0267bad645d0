package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import oscc.diag.SourceText;
import oscc.diag.Span;

class NetworkTest {
  private static final Span SPAN = new Span(new SourceText("x", "x"), 0, 1);

  private static Network of(Interfaces... nics) {
    return new Network(
        "web",
        Stream.of(nics).map(Interfaces::build).toList(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>());
  }

  private static Interfaces nic(String name) {
    return Interfaces.named(name, SPAN);
  }

  @Test
  void a_card_with_a_name_of_the_kernels_is_at_its_place() {
    Network network =
        of(nic("lan0").mac("52:54:00:00:00:01"), nic("eth0"), nic("br0").bridge("eth0"));

    assertThat(network.cards()).containsExactly(Optional.empty(), Optional.of("52:54:00:00:00:01"));
    assertThat(of(nic("eth1")).cards()).containsExactly(Optional.empty(), Optional.empty());
    assertThat(of().cards()).isEmpty();
  }
}
