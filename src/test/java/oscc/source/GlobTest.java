package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "bin/**, bin/a/b, true",
    "bin/**, bin, false",
    "bin, bin/a/b, true",
    "bin, sbin, false",
    "*.txt, a.txt, true",
    "*.txt, d/a.txt, false",
    "**/*.txt, d/e/a.txt, true",
    "**/*.txt, a.txt, true",
    "a?c, abc, true",
    "a?c, a/c, false",
    "[ab]x, bx, true",
    "[!ab]x, bx, false",
    "[!a]x, /x, false",
    "lib[, lib[, true",
    "a.c, abc, false",
    "x+y{1}, x+y{1}, true",
    "'\\*', *, true",
    "'\\*', a, false"
  })
  void patterns_see_whole_paths(String glob, String path, boolean matches) {
    assertThat(new Glob(glob).matches(path)).isEqualTo(matches);
  }
}
