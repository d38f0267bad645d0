package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

@Tag("tools")
class AgentScriptTest {
  @Test
  void shellcheck_has_nothing_to_say() throws Exception {
    Run.Result result = Run.of(List.of("shellcheck", "-s", "sh", "templates/test/agent")).result();

    assertThat(result.out() + result.err()).isEmpty();
    assertThat(result.status()).isZero();
  }
}
