package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleTest {

  @Test
  void the_speed_is_that_of_the_kernel_command_line() {
    assertThat(Console.of(List.of("quiet", "console=ttyS1,9600n8")))
        .containsExactly(new Console("ttyS1", 9600, "vt100"));
  }

  @Test
  void without_a_speed_the_terminal_keeps_its_own() {
    assertThat(Console.of(List.of("console=ttyAMA0", "console=hvc0")))
        .containsExactly(new Console("ttyAMA0", 0, "vt100"), new Console("hvc0", 0, "vt100"));
  }

  @Test
  void the_screen_is_its_first_virtual_terminal() {
    assertThat(Console.of(List.of("console=tty0")))
        .containsExactly(new Console("tty1", 0, "linux"));
  }

  @Test
  void a_console_named_twice_is_one() {
    assertThat(Console.of(List.of("console=ttyS0", "console=ttyS0,115200")))
        .containsExactly(new Console("ttyS0", 115200, "vt100"));
  }

  @Test
  void without_any_the_machine_asks_its_kernel() {
    assertThat(Console.of(List.of("panic=10", "console=null"))).containsExactly(Console.ACTIVE);
  }
}
