package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  /** FIPS 180-4's example. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  @Test
  void it_is_told_as_it_is_written_everywhere() {
    Digest digest = Digest.of(new byte[] {'a', 'b', 'c'});

    assertThat(digest).hasToString(OF_ABC).isEqualTo(new Digest(OF_ABC));
    assertThat(digest.hex()).isEqualTo(OF_ABC);
    assertThat(digest.bytes()).hasSize(Digest.SIZE).startsWith(0xba, 0x78, 0x16);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 65_535, 65_536, 200_000})
  void a_file_has_the_digest_of_its_bytes_however_many(int size) throws IOException {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'a');
    Path file = Files.write(folder.resolve("file"), bytes);

    assertThat(Digest.of(file)).isEqualTo(Digest.of(bytes));
  }

  @Test
  void digests_are_ordered_as_their_digits_are() {
    List<Digest> digests =
        Stream.of("f", "8", "7", "0", "a")
            .map(digit -> new Digest(digit + OF_ABC.substring(1)))
            .sorted()
            .toList();

    assertThat(digests)
        .extracting(d -> d.hex().substring(0, 1))
        .containsExactly("0", "7", "8", "a", "f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ba7816bf",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
      })
  void other_texts_are_no_digest(String text) {
    assertThatThrownBy(() -> new Digest(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
