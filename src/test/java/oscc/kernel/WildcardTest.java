package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "abc, abcd, false",
    "a*c, abbbc, true",
    "a*c, ac, true",
    "a*c, acb, false",
    "*b*b*, abab, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "a[0-9]c, a5c, true",
    "a[0-9]c, abc, false",
    "a[!0-9]c, abc, true",
    "a[]]c, a]c, true",
    "a[bc, a[bc, true",
    "pci:v00008086d*sv*, pci:v00008086d00001234sv1, true",
    "a*/c, a/b/c, true",
  })
  void matches_as_fnmatch_does(String pattern, String text, boolean expected) {
    assertThat(Wildcard.matches(pattern, text)).isEqualTo(expected);
  }

  @Test
  void a_hostile_pattern_ends_soon() {
    String pattern = "*a".repeat(5000) + "b";
    String text = "a".repeat(10_000);

    boolean matched =
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> Wildcard.matches(pattern, text));

    assertThat(matched).isFalse();
  }
}
