package oscc.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleLineTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0085b", "a\u2028b", "  indented"})
  void any_line_reads_back(String text) {
    ConsoleLine line = new ConsoleLine(Duration.ofMillis(1234), text);

    assertThat(ConsoleLine.parse(line.logged())).isEqualTo(line);
  }
}
