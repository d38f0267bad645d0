package oscc.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SubjectHashTest {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  @Test
  void letter_case_blanks_and_the_type_of_text_do_not_count() {
    byte[] plain = name("0c", "example org");
    byte[] shouted = name("13", " EXAMPLE   Org ");

    assertThat(SubjectHash.of(plain)).isEqualTo(SubjectHash.of(shouted)).hasSize(8);
    assertThat(SubjectHash.of(plain)).isNotEqualTo(SubjectHash.of(name("0c", "example orb")));
  }

  @Test
  void a_certificate_of_any_version_has_the_hash_of_its_subject() {
    byte[] name = name("0c", "example org");
    String hash = SubjectHash.of(name);

    assertThat(SubjectHash.ofCertificate(certificate("", name))).contains(hash);
    assertThat(SubjectHash.ofCertificate(certificate("a003020102", name))).contains(hash);
  }

  @Test
  void what_is_no_certificate_has_no_hash() {
    String whole = certificate("a003020102", name("0c", "example org"));
    byte[] der =
        Base64.getMimeDecoder().decode(whole.substring(BEGIN.length(), whole.indexOf(END)));

    assertThat(SubjectHash.ofCertificate("")).isEmpty();
    assertThat(SubjectHash.ofCertificate(END + BEGIN)).isEmpty();
    assertThat(SubjectHash.ofCertificate(BEGIN + "A" + END)).isEmpty();
    assertThat(SubjectHash.ofCertificate(BEGIN + "no base64: *" + END)).isEmpty();
    for (int length = 0; length < der.length; length++) {
      assertThat(SubjectHash.ofCertificate(pem(Arrays.copyOf(der, length)))).isEmpty();
    }
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = der.clone();
      damaged[random.nextInt(der.length)] = (byte) random.nextInt();
      SubjectHash.ofCertificate(pem(damaged)).ifPresent(hash -> assertThat(hash).hasSize(8));
    }
  }

  /** What stands before the subject is of no length but its own. */
  private static String certificate(String version, byte[] name) {
    String signed =
        version + "020101" + "3000" + "3000" + "3000" + HexFormat.of().formatHex(name) + "3000";
    return pem(HexFormat.of().parseHex(sequence(sequence(signed) + "3000" + "030100")));
  }

  private static String sequence(String hex) {
    return "30%02x".formatted(hex.length() / 2) + hex;
  }

  private static String pem(byte[] der) {
    return BEGIN + "\n" + Base64.getMimeEncoder().encodeToString(der) + "\n" + END + "\n";
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
      String hash = SubjectHash.ofCertificate(Files.readString(link)).orElse("none");
      if (!link.getFileName().toString().equals(hash + ".0")) {
        wrong.add(link + " " + hash);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(links.size()).isGreaterThan(50);
  }
}
