package oscc.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  private static final String STANZAS =
      """
      # a comment
      Types: deb deb-src
      URIs: http://one/debian https://user:pw@two/debian/
      Suites: bookworm
      Components: main
      Architectures: amd64
       i386
      Signed-By:
       -----BEGIN PGP PUBLIC KEY BLOCK-----
       .
       abc

      Enabled: no
      Types: deb
      URIs: http://off/
      Suites: x/

      Types: deb
      URIs: http://foreign/
      Suites: x/
      Architectures: s390x
      """;

  @TempDir Path etc;

  @BeforeEach
  void sources() throws IOException {
    Files.createDirectory(etc.resolve("sources.list.d"));
    Files.writeString(
        etc.resolve("sources.list"),
        """
        # deb http://commented/ x main
        deb http://plain/debian bookworm main
        deb [ arch=amd64,armhf signed-by=/k.gpg ] http://limited/debian bookworm main
        deb [arch=amd64] file:/srv/repo ./
        deb-src http://sources/ x main
        """);
    Files.writeString(etc.resolve("sources.list.d/x.sources"), STANZAS);
    Files.writeString(
        etc.resolve("sources.list.d/x.list.disabled"), "deb http://disabled/ x main\n");
  }

  private String rewritten(String arch, String ending) throws IOException {
    return AptSources.read(etc).forArch(arch, "amd64").stream()
        .filter(file -> file.name().endsWith(ending))
        .map(AptSources.SourceFile::text)
        .collect(Collectors.joining());
  }

  @Test
  void limits_to_the_host_go_and_everything_else_stays() throws IOException {
    assertThat(rewritten("arm64", ".list"))
        .isEqualTo(
            """
            # deb http://commented/ x main
            deb http://plain/debian bookworm main
            deb [signed-by=/k.gpg] http://limited/debian bookworm main
            deb file:/srv/repo ./
            deb-src http://sources/ x main
            """);
    assertThat(rewritten("arm64", ".sources").strip())
        .isEqualTo(STANZAS.replace("Architectures: amd64\n i386\n", "").strip());
  }

  @Test
  void a_limit_to_a_third_architecture_stays() throws IOException {
    assertThat(rewritten("arm64", ".sources")).contains("Architectures: s390x");
  }

  @Test
  void the_addresses_of_all_archives_are_known_with_their_credentials() throws IOException {
    List<URI> bases = AptSources.read(etc).bases();

    assertThat(bases.stream().map(URI::toString))
        .containsExactly(
            "http://plain/debian/",
            "http://limited/debian/",
            "file:/srv/repo/",
            "http://one/debian/",
            "https://user:pw@two/debian/",
            "http://foreign/");
  }

  @Test
  void a_host_without_apt_has_no_sources() throws IOException {
    assertThat(AptSources.read(etc.resolve("nowhere")).bases()).isEmpty();
  }
}
