package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VmProcessTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private static VmProcess shell(String script) throws IOException {
    return VmProcess.start(List.of("sh", "-c", script), Map.of("GREETING", "hello"));
  }

  @Test
  void what_is_typed_is_answered_on_the_console() throws Exception {
    try (VmProcess vm = shell("read x; echo \"$GREETING $x\"; exit 5")) {
      vm.type("machine\n", SOON);

      assertThat(vm.console().await(Pattern.compile("hello \\w+"), SOON))
          .isEqualTo("hello machine");
      assertThat(vm.await(SOON)).isEqualTo(5);
    }
  }

  @Test
  void a_console_is_read_as_utf_8() throws Exception {
    try (VmProcess vm = shell("printf 'gr\\303'; sleep 0.2; printf '\\274n \\205 end'; sleep 60")) {
      assertThat(vm.console().await(Pattern.compile("gr.*end"), SOON))
          .isEqualTo("gr\u00fcn \ufffd end");
    }
  }

  @Test
  void a_machine_that_ends_before_is_an_error_with_its_last_words() throws Exception {
    try (VmProcess vm = shell("echo panic; exit 1")) {
      assertThatThrownBy(() -> vm.console().await(Pattern.compile("is up"), SOON))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the machine ended")
          .hasMessageContaining("panic");
    }
  }

  @Test
  void waiting_ends_when_the_time_is_over() throws Exception {
    try (VmProcess vm = shell("echo booting; exec sleep 60")) {
      Duration limit = Duration.ofMillis(300);
      assertThatThrownBy(() -> vm.console().await(Pattern.compile("is up"), limit))
          .hasMessageContaining("s are over");
      assertThatThrownBy(() -> vm.await(limit)).hasMessageContaining("still runs");
    }
  }

  @Test
  void a_machine_that_reads_nothing_holds_nobody_up() throws Exception {
    try (VmProcess vm = shell("exec sleep 60")) {
      assertThatThrownBy(() -> vm.type("x".repeat(1 << 20), Duration.ofMillis(300)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not take what is typed");
    }
  }

  @Test
  void closing_ends_the_machine_and_its_children_even_if_it_will_not() throws Exception {
    VmProcess vm = shell("trap '' TERM; sleep 61 & echo $!; while :; do sleep 1; done");
    String child = vm.console().await(Pattern.compile("\\d+(?=\n)"), SOON);

    vm.close();

    vm.await(SOON);
    assertThat(vm.handle().isAlive()).isFalse();
    assertThat(ProcessHandle.of(Long.parseLong(child)).filter(ProcessHandle::isAlive)).isEmpty();
  }
}
