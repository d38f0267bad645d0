package oscc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.kernel.TestImage;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.store.Store;

/**
 * However a manifest is written, in one file or in several, the machine is the same to the byte.
 */
@Tag("tools")
class ComposedBuildTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");

  @TempDir Path folder;

  @BeforeEach
  void write_inputs() throws IOException {
    assertThat(BUSYBOX).as("apt install busybox-static").exists();
    Path common = Files.createDirectories(folder.resolve("common"));
    Files.write(common.resolve("kernel"), TestImage.bzImage("6.1.0 (gcc)", new byte[] {1, 2, 3}));
    Files.copy(BUSYBOX, common.resolve("busybox"));
    Path bin = Files.createDirectories(common.resolve("base/usr/bin"));
    Files.copy(BUSYBOX, bin.resolve("busybox"));
    Files.setPosixFilePermissions(
        bin.resolve("busybox"), PosixFilePermissions.fromString("rwxr-xr-x"));
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

  private Compiler.Built build(Manifest manifest) throws IOException, Rejected {
    Report report = new Report();
    var options = new CompileOptions(false, true, false, false, 2, OptionalLong.empty(), Map.of());
    try {
      Store store = Store.open(folder.resolve("store"));
      return new Compiler(SharedWork.with(store, Progress.NONE), options, Progress.NONE)
          .build(manifest, folder.resolve("out"), report);
    } catch (Rejected e) {
      throw new AssertionError(report.diagnostics().toString(), e);
    }
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(folder.resolve(file), text);
  }
}
