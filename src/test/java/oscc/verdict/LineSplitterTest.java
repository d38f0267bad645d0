package oscc.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private static final Duration NOW = Duration.ofMillis(1234);

  @Test
  void a_line_is_there_when_its_end_is() {
    LineSplitter splitter = new LineSplitter();

    assertThat(splitter.accept(NOW, "hello log")).isEmpty();
    assertThat(splitter.accept(NOW, "in: \r\nnext"))
        .containsExactly(new ConsoleLine(NOW, "hello login:"));
    assertThat(splitter.finish(NOW)).containsExactly(new ConsoleLine(NOW, "next"));
  }

  @Test
  void what_only_a_terminal_understands_is_taken_out() {
    LineSplitter splitter = new LineSplitter();

    assertThat(splitter.accept(NOW, "\u001bc\u001b[?7l\u001b[2J\u001b[0;1miPXE\u001b[0m ok\n"))
        .extracting(ConsoleLine::text)
        .containsExactly("iPXE ok");
    assertThat(splitter.accept(NOW, "\u001b[01;01HBdsDxe: loading\u001b[02;01HBdsDxe: starting\n"))
        .extracting(ConsoleLine::text)
        .containsExactly("BdsDxe: loading", "BdsDxe: starting");
  }

  @Test
  void controls_of_eight_bits_and_half_characters_are_taken_out() {
    assertThat(new LineSplitter().accept(NOW, "gr\u00fcn\u0085\u009b \ud83d\ude00\ud83d!\n"))
        .extracting(ConsoleLine::text)
        .containsExactly("gr\u00fcn \ud83d\ude00!");
  }

  @Test
  void a_log_reads_back_as_what_was_written() {
    ConsoleLine line = new ConsoleLine(Duration.ofMillis(61_005), "[    1.000000]  indented");

    assertThat(line.logged()).isEqualTo("   61.005  [    1.000000]  indented");
    assertThat(ConsoleLine.parse(line.logged())).isEqualTo(line);
  }
}
