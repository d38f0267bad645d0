package oscc.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SubjectHashTest {

  @Test
  void letter_case_blanks_and_the_type_of_text_do_not_count() {
    byte[] plain = name("0c", "example org");
    byte[] shouted = name("13", " EXAMPLE   Org ");

    assertThat(SubjectHash.of(plain)).isEqualTo(SubjectHash.of(shouted)).hasSize(8);
    assertThat(SubjectHash.of(plain)).isNotEqualTo(SubjectHash.of(name("0c", "example orb")));
  }

  private static byte[] name(String type, String organisation) {
    String text = HexFormat.of().formatHex(organisation.getBytes(StandardCharsets.US_ASCII));
    int n = organisation.length();
    String value = type + "%02x".formatted(n) + text;
    String pair = "30%02x".formatted(n + 7) + "060355040a" + value;
    String set = "31%02x".formatted(n + 9) + pair;
    return HexFormat.of().parseHex("30%02x".formatted(n + 11) + set);
  }

  @Test
  @Tag("tools")
  void the_hosts_certificates_have_the_links_that_openssl_made() throws Exception {
    Path folder = Path.of("/etc/ssl/certs");
    List<Path> links;
    try (var all = Files.list(folder)) {
      links = all.filter(p -> p.getFileName().toString().matches("[0-9a-f]{8}\\.0")).toList();
    }
    TreeSet<String> wrong = new TreeSet<>();
    for (Path link : links) {
      try (var in = Files.newInputStream(link)) {
        X509Certificate certificate =
            (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        String hash = SubjectHash.of(certificate.getSubjectX500Principal().getEncoded());
        if (!link.getFileName().toString().equals(hash + ".0")) {
          wrong.add(link + " " + hash);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(links.size()).isGreaterThan(50);
  }
}
