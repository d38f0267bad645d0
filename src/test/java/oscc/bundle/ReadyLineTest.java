package oscc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyLineTest {
  private final ReadyLine line = new ReadyLine("web-01", Bundles.BUILD);

  @Test
  void the_text_is_the_documented_one() {
    assertThat(line.text()).isEqualTo("oscc: web-01 is up (build 0123456789abcdef)");
    assertThat(line.failure("sshd")).isEqualTo("oscc: web-01 failed: sshd");
  }

  @Test
  void it_is_found_between_a_time_stamp_and_a_prompt() {
    String seen = "[    4.195674] " + line.text() + "web-01 login: ";

    assertThat(ReadyLine.find(seen)).contains(line);
  }

  @Test
  void what_is_no_whole_line_is_not_found() {
    assertThat(ReadyLine.find("oscc: web-01 is up (build 0123456789abcde)")).isEmpty();
    assertThat(ReadyLine.find("oscc: web-01 failed: sshd")).isEmpty();
  }
}
