package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import oscc.Golden;
import oscc.cli.DiagnosticText.Colour;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.OsccVersion;

/** Wrong manifests and the exact report that each one gives. */
class DiagnosticGoldenTest {
  private static final String FAMILY = "diagnostics";
  private static final Path TOO_LARGE =
      Golden.folder("diagnostics-made").resolve("too-large/expected.txt");
  private static final Pattern TITLE = Pattern.compile("(?m)^[a-z]+\\[(OS[0-9]{4})]");

  static Stream<String> cases() throws IOException {
    return Golden.cases(FAMILY).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_report_is_the_golden_one(String name) throws IOException {
    Path folder = Golden.folder(FAMILY).resolve(name);
    Report report = new Report();

    Manifest manifest = new Manifest(folder.resolve("machine.yaml"), profiles(folder));
    boolean accepted = ManifestReader.read(manifest, report).isPresent();

    String text = new DiagnosticText(Colour.OFF).render(report.diagnostics());
    assertThat(accepted).as("accepted although there are errors").isEqualTo(!report.hasErrors());
    assertThat(text).as("a wrong manifest gives a report").isNotEmpty();
    Golden.check(folder.resolve("expected.txt"), normalised(text, folder));
  }

  /** The profiles to choose, one a line; most cases have no such file. */
  private static List<String> profiles(Path folder) throws IOException {
    Path file = folder.resolve("profiles.txt");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void a_file_that_is_too_large_gives_the_golden_report(@TempDir Path folder) throws IOException {
    Path manifest = Files.writeString(folder.resolve("machine.yaml"), "#".repeat((1 << 20) + 1));
    Report report = new Report();

    assertThat(ManifestReader.read(manifest, report)).isEmpty();

    String text = new DiagnosticText(Colour.OFF).render(report.diagnostics());
    Golden.check(TOO_LARGE, normalised(text, folder));
  }

  @Test
  void every_code_of_the_front_end_has_a_golden_report() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String name : Golden.cases(FAMILY)) {
      seen.addAll(codes(Golden.folder(FAMILY).resolve(name).resolve("expected.txt")));
    }
    seen.addAll(codes(TOO_LARGE));

    assertThat(Stream.of(Code.values()).map(Code::name).filter(c -> c.compareTo("OS03") < 0))
        .isSubsetOf(seen);
  }

  @Test
  void there_are_at_least_45_wrong_manifests() throws IOException {
    assertThat(Golden.cases(FAMILY)).hasSizeGreaterThanOrEqualTo(45);
  }

  @Test
  void no_expectation_stands_without_its_manifest() throws IOException {
    for (String name : Golden.cases(FAMILY)) {
      assertThat(Golden.folder(FAMILY).resolve(name).resolve("machine.yaml")).exists();
    }
    Golden.checkNoOrphans(Golden.folder("diagnostics-made"), List.of("too-large/expected.txt"));
  }

  private static Set<String> codes(Path expected) throws IOException {
    Set<String> codes = new TreeSet<>();
    Matcher titles = TITLE.matcher(Files.readString(expected));
    while (titles.find()) {
      codes.add(titles.group(1));
    }
    return codes;
  }

  private static String normalised(String text, Path folder) {
    return text.replace(folder + "/", "").replace(OsccVersion.TEXT, "<version>");
  }
}
