package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptHashTest {

  /** Made by `openssl passwd` and by libcrypt's crypt(3). */
  @ParameterizedTest
  @CsvSource({
    "SHA512, $6$abcdefgh$KQeXafAQAaOoKTevphVU215RvJdgzyfASRasIOuh12hO8u0r1bGW92ZnTmC9IjsiQ8VPiTXBiZF49dFL1U4wX/",
    "SHA512, $6$rounds=5000$abcdefgh$KQeXafAQAaOoKTevphVU215RvJdgzyfASRasIOuh12hO8u0r1bGW92ZnTmC9IjsiQ8VPiTXBiZF49dFL1U4wX/",
    "SHA256, $5$abcdefgh$ijtOJ//yvc/9bq1g0llFn9dB688BwBDRD90DlKKSKE1",
    "MD5, $1$abcdefgh$IQtUouv7y7Q9dRWkQEPCc.",
    "YESCRYPT, $y$j9T$abcdefgh$UGYCVcUwcoG0k8SZZ.Uz3i0RYQNy1YmYj4I4poBPer2",
    "GOST_YESCRYPT, $gy$j9T$abcdefgh$.b78FaZG0c0KT.dtN8lx7dKwhgXOGF5JK6NJaZvT6F8",
    "SCRYPT, $7$CU..../....abcdefgh$T0sduvKxu8wrIjSE2QDlEIQ24zoUNt7XmCAyI.79rw6",
    "BCRYPT, $2b$05$abcdefghijklmnopqrstuuHIrMEWpUCQe2YqFR3sXwQ75u4od..9q",
    "DES, abzlUXK5ed5rs"
  })
  void real_hashes_are_known_by_their_method(CryptHash method, String hash) {
    assertThat(CryptHash.of(hash)).contains(method);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "",
        "*",
        "!",
        "$6$abcdefgh$short",
        "$9$abcdefgh$IQtUouv7y7Q9dRWkQEPCc.",
        "$5$abc:efgh$ijtOJ//yvc/9bq1g0llFn9dB688BwBDRD90DlKKSKE1",
        "$5$abcdefgh$ijtOJ//yvc/9bq1g0llFn9dB688BwBDRD90DlKKSKE1\n"
      })
  void what_is_no_hash_is_not_taken_for_one(String text) {
    assertThat(CryptHash.of(text)).isEmpty();
  }

  @Test
  void only_the_old_methods_are_weak() {
    assertThat(CryptHash.values())
        .filteredOn(CryptHash::isWeak)
        .containsExactly(CryptHash.MD5, CryptHash.DES);
  }
}
