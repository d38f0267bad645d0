package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys were made by ssh-keygen. */
class AuthorizedKeyLineTest {
  private static final String RSA =
      "ssh-rsa "
          + "AAAAB3NzaC1yc2EAAAADAQABAAABgQCcCaaw4GBQBYET0qCsQFGGxnQ1FY8hmvG/iglVlB"
          + "TT3gLVJoFOounVqKuKIaXfH3CYpmKWNJ4iLOIHN+H3Lq/ajS+NJWs0sNCSWL37qqu/zbNC"
          + "l8GmHEuvddGxscDznazH0kCEq4V7KLsMSHIcb0FbSDUG2mYwY1upeieNUDLbXcBY7sCcBj"
          + "f9td35PlHnFsnfb5t+AePfQu4ahLx4H7WLYBKEKKAJWdn/a0dZpY5na8WmaRQrQvXxAn6v"
          + "lDwuhHTzD8kFLg/rP4iFbaLvMxFMvVix+zoTVR/znjKMAET3I9tm9caClCf2UrStwEHd1p"
          + "Zhp4b0m7SbZ36DNs8WVj6+Xf8AHamPauQVLBQyRGdBkXvPxn79ER2mOiS0Sq1OM4nNq35s"
          + "3RrBDd7AZcg4yzNXhkWrJmYHj+xc388UkJKsCTiP0ICI8GdyDuvnYf3DxcYFx5TAnolA37"
          + "jYpKdX+9Ea4WCK6Q4JDCeirFi9xbMIkHbdncSkbZHFY1WNlqM3RAs=";
  private static final String ECDSA =
      "ecdsa-sha2-nistp256 "
          + "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBLhiwYXX50/+KXz5s8"
          + "V3lf7UKmG2Qr7lLzPg6nq7WkwbIc3ppLlklK6E6g0/yhXg3FERYsDgHQjyePHx6mvplHk=";

  @ParameterizedTest
  @ValueSource(
      strings = {
        Manifests.KEY,
        RSA,
        ECDSA,
        "no-pty " + Manifests.KEY,
        "command=\"echo \\\"a b\\\" c\",no-pty " + RSA + " me at home",
        "  " + Manifests.KEY + "  ",
        "from=\"10.0.0.0/8\"\t" + ECDSA
      })
  void lines_that_a_server_takes_have_no_problem(String line) {
    assertThat(AuthorizedKeyLine.problem(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssh-ed25519 | cut short",
        "ssh-ed25519 AAAA | cut short",
        "ssh-ed25519 !!!! | not base64",
        "ssh-dss AAAAB3NzaC1kc3M= | too weak",
        "AAAAC3NzaC1lZDI1NTE5AAAAIIqz8PwE1lJRaTTO8AiLJg7Go1nTfnvHGM7zvcpDw5bL | expected a key type",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIIqz8PwE1lJRaTTO8AiLJg7Go1nTfnvHGM7zvcpDw5bL | another type",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqz8PwE1lJRaTTO8AiLJg7Go1nTfnvHGM7zvcpDw5bLAAAA | other bytes",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAVg= | 32 bytes",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/////w== | cut short",
        "a\"b c | expected a key type"
      })
  void what_is_wrong_with_a_line_is_said(String line, String problem) {
    assertThat(AuthorizedKeyLine.problem(line).orElseThrow()).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {Manifests.KEY + "\n" + Manifests.KEY, "\0", "ssh-ed25519\rAAAA"})
  void a_key_is_one_line(String text) {
    assertThat(AuthorizedKeyLine.problem(text)).contains("a key is one line");
  }
}
