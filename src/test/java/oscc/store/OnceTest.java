package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTest {
  private final Once<String, String> texts = new Once<>();

  @Test
  void a_value_is_made_once_for_a_key() throws IOException {
    AtomicInteger made = new AtomicInteger();

    String first = texts.get("a", () -> "a" + made.incrementAndGet());
    String second = texts.get("a", () -> "a" + made.incrementAndGet());
    String other = texts.get("b", () -> "b" + made.incrementAndGet());

    assertThat(first).isEqualTo("a1").isSameAs(second);
    assertThat(other).isEqualTo("b2");
  }

  @Test
  void what_could_not_be_made_is_made_by_the_next_who_asks() throws IOException {
    assertThatThrownBy(() ->
            texts.get(
                "a",
                () -> {
                  throw new IOException("disk");
                }))
        .hasMessage("disk");

    assertThat(texts.get("a", () -> "now")).isEqualTo("now");
  }
}
