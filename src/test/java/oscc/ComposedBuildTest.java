package oscc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.bundle.BundleJson;
import oscc.diag.Code;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.diag.Severity;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.store.Store;

/**
 * However a manifest is written, in one file or in several, the machine is the same to the byte.
 */
@Tag("tools")
class ComposedBuildTest {
  @TempDir Path folder;

  @BeforeEach
  void write_inputs() throws IOException {
    Path common = Files.createDirectories(folder.resolve("common"));
    InputFiles.write(common);
    InputFiles.program(InputFiles.BUSYBOX, common.resolve("base/usr/bin/busybox"));
    Files.createDirectories(folder.resolve("machines"));
  }

  @Test
  void one_file_and_several_give_one_build() throws IOException, Rejected {
    write(
        "common/kernel.yaml",
        """
        kernel: {prebuilt: {image: kernel}, cmdline: [console=ttyS0]}
        initrd: {busybox: {file: busybox}, on_failure: poweroff}
        """);
    write(
        "common/base.yaml",
        """
        extends: [kernel.yaml]
        packages: [{dir: base}]
        files: [{path: /etc/motd, content: base}]
        profiles: {lab: {initrd: {on_failure: shell}}}
        """);
    Path composed =
        write(
            "machines/web.yaml",
            """
            oscc: 1
            name: web
            extends: [../common/base.yaml]
            files: [{path: /etc/motd, content: web}]
            profiles: {lab: {kernel: {cmdline: [panic=1]}}}
            """);
    Path flat =
        write(
            "machines/flat.yaml",
            """
            oscc: 1
            name: web
            kernel:
              prebuilt: {image: ../common/kernel}
              cmdline: [console=ttyS0, panic=1]
            initrd: {busybox: {file: ../common/busybox}, on_failure: shell}
            packages: [{dir: ../common/base}]
            files: [{path: /etc/motd, content: web}]
            """);
    Manifest lab = new Manifest(composed, List.of("lab"));
    String text = ManifestReader.resolve(lab, new Report()).orElseThrow().yamlWithOrigins();
    Path shown = write("machines/shown.yaml", text);

    Compiler.Built built = build(lab);

    assertThat(built.unchanged()).isFalse();
    assertThat(build(Manifest.of(flat)).bundle().build()).isEqualTo(built.bundle().build());
    assertThat(build(Manifest.of(flat)).unchanged()).isTrue();
    assertThat(build(Manifest.of(shown)).unchanged()).isTrue();
    assertThat(build(Manifest.of(composed)).bundle().build()).isNotEqualTo(built.bundle().build());
  }

  @Test
  void a_package_layer_over_its_limit_fails_and_leaves_the_bundle_as_it_was()
      throws IOException, Rejected {
    String text =
        """
        oscc: 1
        name: small
        kernel: {prebuilt: {image: ../common/kernel}}
        initrd: {busybox: {file: ../common/busybox}}
        packages: [{dir: ../common/base}]
        rootfs:
          size_limit: %s
        """;
    Compiler.Built built = build(Manifest.of(write("machines/small.yaml", text.formatted("64M"))));
    Path tight = write("machines/small.yaml", text.formatted("64K"));
    Report report = new Report();

    assertThatThrownBy(() -> compiler().build(Manifest.of(tight), folder.resolve("out"), report))
        .isInstanceOf(Rejected.class);

    assertThat(report.diagnostics())
        .filteredOn(d -> d.severity() == Severity.ERROR)
        .singleElement()
        .satisfies(d -> {
          assertThat(d.code()).isEqualTo(Code.OS0759);
          assertThat(d.span().orElseThrow()).hasToString(tight + ":7:15");
        });
    assertThat(BundleJson.read(built.folder())).isEqualTo(built.bundle());
  }

  private Compiler compiler() throws IOException {
    var options = new CompileOptions(false, true, false, false, 2, OptionalLong.empty(), Map.of());
    Store store = Store.open(folder.resolve("store"));
    return new Compiler(SharedWork.with(store, Progress.NONE), options, Progress.NONE);
  }

  private Compiler.Built build(Manifest manifest) throws IOException, Rejected {
    Report report = new Report();
    try {
      return compiler().build(manifest, folder.resolve("out"), report);
    } catch (Rejected e) {
      throw new AssertionError(report.diagnostics().toString(), e);
    }
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(folder.resolve(file), text);
  }
}
