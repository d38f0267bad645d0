package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
  private static Surroundings terminal(Map<String, String> environment) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new Surroundings(nowhere, nowhere, InputStream.nullInputStream(), environment, true);
  }

  @Test
  void a_terminal_is_lively_unless_the_user_says_no() {
    assertThat(terminal(Map.of()).isLively()).isTrue();
    assertThat(terminal(Map.of("NO_COLOR", "")).isLively()).isTrue();
    assertThat(terminal(Map.of("NO_COLOR", "1")).isLively()).isFalse();
    assertThat(terminal(Map.of("CI", "true")).isLively()).isFalse();
    assertThat(terminal(Map.of("TERM", "dumb")).isLively()).isFalse();
  }

  @Test
  void folders_follow_xdg_and_relative_ones_do_not_count() {
    Map<String, String> environment =
        Map.of("HOME", "/home/ann", "XDG_CACHE_HOME", "/var/c", "XDG_STATE_HOME", "state");

    Folders folders = terminal(environment).folders();

    assertThat(folders.cache()).isEqualTo(Path.of("/var/c/oscc"));
    assertThat(folders.state()).isEqualTo(Path.of("/home/ann/.local/state/oscc"));
  }

  @Test
  void sizes_are_rounded_as_people_expect() {
    assertThat(Sizes.human(1023)).isEqualTo("1023 B");
    assertThat(Sizes.human(1024)).isEqualTo("1.0 KiB");
    assertThat(Sizes.human(14_186_432)).isEqualTo("13.5 MiB");
    assertThat(Sizes.human((1 << 20) - 1)).isEqualTo("1.0 MiB");
  }
}
