package oscc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;

class BugReportTest {
  private static final String HASH = "$6$saltsalt$" + "h".repeat(86);

  /** Each is planted somewhere in what is packed. */
  private static final List<String> SECRETS =
      List.of(
          "h".repeat(20),
          "battery staple",
          "hunter2",
          "tok123456",
          "multi line secret",
          "bearer-value",
          "glpat-0123456789abcdefghij",
          "MIIEpAIBAAKCAQEA",
          "from-the-environment",
          "yescrypt-salt");

  private static final String MANIFEST =
      """
      oscc: 1
      name: web
      kernel:
        deb: linux-image-cloud-amd64
      users:
        - name: root
          password_hash: HASH
          authorized_keys:
            - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqz8PwE1lJRaTTO8AiLJg7Go1nTfnvHGM7zvcpDw5bL me@host
      files:
        - path: /etc/wpa.conf
          mode: "0600"
          content: |
            correct horse battery staple
        - path: /etc/app.conf
          content: |
            url=https://user:hunter2@example.org/x?access_token=tok123456&a=1
            password: |
              multi line secret
            after: kept
            Authorization: Bearer bearer-value
      """
          .replace("HASH", HASH);

  @TempDir private Path folder;

  private Map<String, String> environment() {
    return Map.of("MY_TOKEN", "from-the-environment", "SSH_AUTH_SOCK", "/run/agent", "LANG", "C");
  }

  private String packed(String manifest, String console) throws IOException {
    Path file = Files.writeString(folder.resolve("machine.yaml"), manifest);
    var machine = ManifestReader.read(file, new Report());
    BugReport report = BugReport.about(environment(), machine);
    report.addFile("manifest.yaml", file);
    if (machine.isPresent()) {
      var resolved = ManifestReader.resolve(Manifest.of(file), new Report()).orElseThrow();
      report.add("manifest-resolved.yaml", resolved.yaml());
    }
    report.addFile("nothing", folder.resolve("nothing"));
    report.add("test/console.log", console);
    Path archive = folder.resolve("r.zip");
    report.write(archive, "oscc-report-web");
    return contents(archive);
  }

  private static String contents(Path archive) throws IOException {
    List<String> all = new ArrayList<>();
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        all.add(entry.getName());
        all.add(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return String.join("\n", all);
  }

  @Test
  void no_planted_secret_is_in_the_archive() throws IOException {
    String console =
        """
            1.000  login: root, token glpat-0123456789abcdefghij
            1.100  -----BEGIN OPENSSH PRIVATE KEY-----
            1.100  MIIEpAIBAAKCAQEA
            1.100  -----END OPENSSH PRIVATE KEY-----
            1.200  root:$y$j9T$yescrypt-salt$abc:19000:0:99999:7:::
            1.300  env says from-the-environment
            1.400  wpa: correct horse battery staple
        """;

    String packed = packed(MANIFEST, console);

    assertThat(packed).doesNotContain(SECRETS);
    assertThat(packed)
        .contains("oscc-report-web/manifest.yaml", "oscc-report-web/test/console.log")
        .contains("me@host", "after: kept", "env says <removed>", "example.org/x?access_token=")
        .doesNotContain("oscc-report-web/nothing");
  }

  @Test
  void a_manifest_with_errors_has_its_secrets_taken_out_too() throws IOException {
    String packed = packed(MANIFEST + "unknown: 1\n", "");

    assertThat(packed).doesNotContain("h".repeat(20), "hunter2", "tok123456", "multi line secret");
    assertThat(packed).contains("unknown: 1");
  }

  @Test
  void the_same_is_packed_to_the_same_bytes() throws IOException {
    packed(MANIFEST, "x");
    byte[] once = Files.readAllBytes(folder.resolve("r.zip"));

    packed(MANIFEST, "x");

    assertThat(Files.readAllBytes(folder.resolve("r.zip"))).isEqualTo(once);
  }

  @Test
  void what_is_no_secret_stays() {
    String bundle =
        """
        {
          "cmdline": "console=ttyS0 panic=10 oscc.ssh_key=c3NoLWVk",
          "key_from_cmdline": true,
          "url": "http://mirror.example/debian/pool/x@1.deb"
        }
        """;

    assertThat(new Redaction(List.of()).apply(bundle)).isEqualTo(bundle);
    assertThat(Redaction.of(Map.of("KEY", "yes"), Optional.empty()).apply("yes")).isEqualTo("yes");
  }
}
