package oscc.diag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({"'','',0", "abc,abc,0", "abc,acb,1", "abc,ab,1", "abc,xabc,1", "kitten,sitting,3"})
  void the_distance_counts_edits(String a, String b, int distance) {
    assertThat(EditDistance.between(a, b, 64)).isEqualTo(distance);
  }

  @Test
  void words_of_very_different_lengths_are_beyond_the_limit() {
    assertThat(EditDistance.between("e1000", "e1000-and-more", 2)).isGreaterThan(2);
  }
}
