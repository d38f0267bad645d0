package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import oscc.diag.Report;
import oscc.json.JsonValue;

class ResolvedManifestTest {
  @TempDir private Path folder;

  static List<String> manifests() {
    return Manifests.all();
  }

  @BeforeEach
  void write_inputs() throws IOException {
    Manifests.writeInputs(folder);
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void it_describes_the_same_machine_as_the_manifest(String text) throws IOException {
    Path written = write("written.yaml", text);
    Path shown = write("shown.yaml", resolved(Manifest.of(written)).yaml());
    Path origins = write("origins.yaml", resolved(Manifest.of(written)).yamlWithOrigins());

    assertThat(dump(shown)).isEqualTo(dump(written));
    assertThat(dump(origins)).isEqualTo(dump(written));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void shown_again_it_is_the_same_text(String text) throws IOException {
    String once = resolved(Manifest.of(write("written.yaml", text))).yaml();

    assertThat(resolved(Manifest.of(write("shown.yaml", once))).yaml()).isEqualTo(once);
  }

  @Test
  void each_value_knows_the_line_that_set_it() throws IOException {
    Files.createDirectories(folder.resolve("common"));
    write("common/base.yaml", Manifests.MINIMAL + "files:\n  - path: /a\n    source: ../motd\n");
    Path file =
        write(
            "web.yaml",
            """
            extends: [common/base.yaml]
            name: web
            files:
              - path: /a
                mode: "0600"
            profiles:
              debug:
                initrd:
                  on_failure: shell
            """);

    ResolvedManifest manifest = resolved(new Manifest(file, List.of("debug")));

    Map<String, JsonValue> origins = ((JsonValue.Obj) manifest.origins()).members();
    String base = folder.resolve("common/base.yaml") + ":";
    assertThat(origins)
        .containsEntry("/oscc", JsonValue.of(base + 1))
        .containsEntry("/name", JsonValue.of(file + ":2"))
        .containsEntry("/files/0/mode", JsonValue.of(file + ":5"))
        .containsEntry("/initrd/on_failure", JsonValue.of(file + ":9"))
        .containsEntry("/initrd/compression", JsonValue.of("default"))
        .containsEntry("/network/hostname", JsonValue.of("default"));
    assertThat(manifest.yaml())
        .contains("    source: motd\n")
        .doesNotContain("extends")
        .doesNotContain("profiles");
    assertThat(dump(write("shown.yaml", manifest.yaml())).get("network.hostname")).isEqualTo("web");
  }

  private static ResolvedManifest resolved(Manifest manifest) throws IOException {
    Report report = new Report();
    var resolved = ManifestReader.resolve(manifest, report);
    assertThat(report.diagnostics()).isEmpty();
    return resolved.orElseThrow();
  }

  private static Map<String, String> dump(Path file) throws IOException {
    Report report = new Report();
    Machine machine =
        ManifestReader.read(file, report)
            .orElseThrow(() -> new AssertionError(report.diagnostics().toString()));
    Map<String, String> dump = BinderTest.dump(machine);
    // An absent one is 0 wherever it is used.
    dump.remove("epoch");
    return dump;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
