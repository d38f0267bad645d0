package oscc.fstree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b", "/a/", "//", "/a//b", "/.", "/a/..", "/../a", "/a\0b"})
  void a_path_that_is_not_absolute_and_normal_is_refused(String text) {
    assertThatThrownBy(() -> new UnixPath(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/b", "/...", "/.a", "/a/..b", "/ a"})
  void a_normal_path_is_kept(String text) {
    assertThat(new UnixPath(text).value()).isEqualTo(text);
  }

  @Test
  void a_folder_comes_before_what_it_holds_and_that_before_its_longer_siblings() {
    List<UnixPath> sorted =
        Stream.of("/a-b", "/a/z", "/a", "/", "/a.b", "/a/b/c", "/a/b")
            .map(UnixPath::new)
            .sorted()
            .toList();

    assertThat(sorted)
        .extracting(UnixPath::value)
        .containsExactly("/", "/a", "/a/b", "/a/b/c", "/a/z", "/a-b", "/a.b");
  }

  @Test
  void names_are_ordered_by_the_bytes_of_their_utf_8() {
    String privateUse = "\uf8ff";
    String emoji = "\ud83d\ude00";

    assertThat(compareUtf8(privateUse, emoji)).isNegative();
    assertThat(new UnixPath("/" + privateUse).compareTo(new UnixPath("/" + emoji))).isNegative();
  }

  @Test
  void a_sibling_with_the_same_beginning_is_not_within() {
    assertThat(new UnixPath("/usr2").isWithin(new UnixPath("/usr"))).isFalse();
    assertThat(new UnixPath("/usr/bin").isWithin(new UnixPath("/usr"))).isTrue();
    assertThat(new UnixPath("/usr").isWithin(UnixPath.ROOT)).isTrue();
  }

  private static int compareUtf8(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
