package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.bundle.Bundles;
import oscc.conform.Conformance;
import oscc.conform.Subject;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.PlacedMachine;
import oscc.report.HtmlReport;
import oscc.verdict.Outcome;
import oscc.verdict.Timeline;
import oscc.verdict.Verdict;
import oscc.vm.Accelerator;
import oscc.vm.BootWay;
import oscc.vm.Observation;
import oscc.vm.RunFolder;
import oscc.vm.TrialResult;

class ConformanceExerciseTest {
  private static final String MANIFEST =
      "oscc: 1\nname: web-01\nkernel: {deb: linux}\ninit: busybox\nusers:\n  ";
  private static final String LINES = "- name: root\n    password_hash: $6$saltsalt$HASH\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        LINES,
        "- {name: root, password_hash: $6$saltsalt$HASH}\n",
        "- {password_hash: $6$saltsalt$HASH, name: root}\n"
      })
  void no_password_hash_is_in_any_result(String root) throws IOException {
    List<Observation> observations =
        Conformance.of(subject(MANIFEST + root.replace("HASH", "h".repeat(86))))
            .compare("")
            .stream()
            .map(finding -> ConformanceExercise.observation(finding, Duration.ZERO))
            .toList();
    assertThat(observations).extracting(Observation::name).contains("users.root.password_hash");

    List<TrialResult> results = List.of(result(observations));
    TestReports.keep(folder, results);

    assertThat(Files.readString(RunFolder.results(folder))).doesNotContain("saltsalt");
    assertThat(JunitReport.of(results)).doesNotContain("saltsalt");
    assertThat(HtmlReport.of(results)).doesNotContain("saltsalt");
  }

  private Subject subject(String manifest) throws IOException {
    Path file = Files.writeString(folder.resolve("machine.yaml"), manifest);
    Report report = new Report();
    PlacedMachine placed = ManifestReader.readPlaced(Manifest.of(file), report).orElseThrow();
    BundleJson bundle = Bundles.json("web-01", "quiet", List.of());
    Path built = Bundles.write(folder.resolve("bundle"), bundle);
    return new Subject(placed.machine(), placed.places(), bundle, built, 0);
  }

  private TrialResult result(List<Observation> observations) throws IOException {
    return new TrialResult(
        "web-01",
        new BuildId("0123456789abcdef"),
        BootWay.DIRECT,
        Accelerator.TCG,
        new Verdict(Outcome.READY, Duration.ZERO, List.of(), ""),
        new Timeline(List.of()),
        Optional.empty(),
        observations,
        Files.writeString(folder.resolve("web-01-direct.log"), ""));
  }
}
