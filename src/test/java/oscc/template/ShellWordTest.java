package oscc.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShellWordTest {

  @Test
  void plain_words_stay_as_they_are() {
    assertThat(ShellWord.quote("/a-b_c.d:1,2@x+y%")).isEqualTo("/a-b_c.d:1,2@x+y%");
  }

  @Test
  void everything_else_is_quoted() {
    assertThat(ShellWord.quote("")).isEqualTo("''");
    assertThat(ShellWord.quote("a b")).isEqualTo("'a b'");
    assertThat(ShellWord.quote("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellWord.quote("~")).isEqualTo("'~'");
    assertThat(ShellWord.quote("x=$y")).isEqualTo("'x=$y'");
  }

  @Test
  void a_shell_reads_back_what_was_quoted() throws IOException, InterruptedException {
    Random random = new Random(20);
    StringBuilder script = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      String text =
          random.ints(12, 1, 127).mapToObj(Character::toString).reduce("", String::concat);
      script.append("printf '%s|' ").append(ShellWord.quote(text)).append('\n');
      expected.append(text).append('|');
    }

    Process sh = new ProcessBuilder("sh").start();
    sh.getOutputStream().write(script.toString().getBytes(StandardCharsets.UTF_8));
    sh.getOutputStream().close();
    String output = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output).isEqualTo(expected.toString());
    assertThat(sh.waitFor()).isZero();
  }

  @Test
  void nul_cannot_be_said() {
    assertThatThrownBy(() -> ShellWord.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }
}
