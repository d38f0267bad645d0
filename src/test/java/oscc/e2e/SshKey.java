package oscc.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import oscc.process.Run;

/** A key pair that is made when a test runs. */
record SshKey(Path file, String line) {

  static SshKey make(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Run.Result made =
        Run.of(
                List.of(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-C",
                    name,
                    "-f",
                    file.toString()))
            .result();
    assertThat(made.status()).as(made.err()).isZero();
    return new SshKey(file, Files.readString(Path.of(file + ".pub")).strip());
  }

  /** As the kernel command line carries it. */
  String bootWord() {
    return "oscc.ssh_key="
        + Base64.getUrlEncoder().withoutPadding().encodeToString(line.getBytes(UTF_8));
  }
}
