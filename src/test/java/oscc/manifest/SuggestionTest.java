package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KEYS =
      List.of("name", "kernel", "packages", "init", "initrd", "password_hash", "ssh");

  @ParameterizedTest
  @CsvSource({
    "nmae, name",
    "Kernel, kernel",
    "pakages, packages",
    "intird, initrd",
    "inti, init",
    "password-hash, password_hash",
    "shh, ssh"
  })
  void a_slip_is_understood(String written, String meant) {
    assertThat(Suggestion.of(written, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"flavour", "x", "services", "2"})
  void what_is_far_from_everything_gets_no_suggestion(String written) {
    assertThat(Suggestion.of(written, KEYS)).isEqualTo(Optional.empty());
  }
}
