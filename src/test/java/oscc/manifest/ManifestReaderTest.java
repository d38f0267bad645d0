package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.Mode;
import oscc.fstree.UnixPath;
import oscc.manifest.KernelSpec.RootfsModules;
import oscc.manifest.RootfsSpec.Codec;
import oscc.manifest.RootfsSpec.SquashfsCompression;

class ManifestReaderTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    Manifests.writeInputs(folder);
  }

  @Test
  void a_minimal_manifest_gets_the_documented_defaults() throws IOException {
    Machine machine = read(Manifests.MINIMAL);

    assertThat(machine.arch().value()).isEqualTo(Arch.X86_64);
    assertThat(machine.network().hostname()).isEqualTo("web-01");
    assertThat(machine.epoch()).isEmpty();
    assertThat(machine.kernel().modules().rootfs()).isEqualTo(new RootfsModules.All());
    assertThat(machine.initrd().compression()).isEqualTo(Compression.ZSTD);
    assertThat(machine.initrd().onFailure()).isEqualTo(InitrdSpec.OnFailure.REBOOT);
    assertThat(machine.initrd().busybox())
        .isInstanceOfSatisfying(
            InitrdSpec.BusyboxSource.Deb.class,
            d -> assertThat(d.name().value()).isEqualTo("busybox-static"));
    assertThat(machine.init().value()).isEqualTo(Init.BUSYBOX);
    assertThat(machine.ssh()).isEmpty();
    assertThat(machine.rootfs().filesystem()).isEqualTo(RootfsSpec.Filesystem.SQUASHFS);
    assertThat(machine.rootfs().compression())
        .isEqualTo(new SquashfsCompression(Codec.ZSTD, 6, 1 << 19));
    assertThat(machine.rootfs().delivery()).isEqualTo(RootfsSpec.Delivery.INITRD);
    assertThat(machine.rootfs().writable()).isEqualTo(RootfsSpec.Writable.TMPFS);
    assertThat(machine.vm()).isEqualTo(new Vm(0, 1, List.of(), 0));
    assertThat(machine.folder()).isEqualTo(folder);
  }

  @Test
  void a_full_manifest_is_bound_key_by_key() throws IOException {
    Machine machine = read(Manifests.FULL);

    assertThat(machine.epoch()).hasValue(1_700_000_000);
    assertThat(machine.kernel().cmdline())
        .extracting(w -> w.value())
        .containsExactly("console=ttyS0,115200", "panic=10");
    assertThat(machine.kernel().cmdline().get(1).span()).hasToString(folder + "/machine.yaml:11:7");
    assertThat(machine.kernel().fragments().getFirst().value())
        .isEqualTo(folder.resolve("serial.config"));
    assertThat(machine.packages().getFirst())
        .isInstanceOfSatisfying(
            PackageSpec.Tar.class,
            t -> {
              assertThat(t.locator()).isInstanceOf(Locator.Url.class);
              assertThat(t.locator().sha256()).isPresent();
              assertThat(t.selection().strip()).isEqualTo(1);
              assertThat(t.selection().into()).isEqualTo(new UnixPath("/usr/local"));
              assertThat(t.selection().replace()).isTrue();
            });
    assertThat(machine.packages().get(1))
        .isInstanceOfSatisfying(
            PackageSpec.Deb.class,
            d -> {
              assertThat(d.names()).hasSize(2);
              assertThat(d.depends()).isFalse();
              assertThat(d.essential()).isTrue();
            });
    assertThat(machine.network().interfaces().getFirst().mac()).hasValue("52:54:00:12:34:5a");
    assertThat(machine.users().getFirst().authorizedKeys()).hasSize(2);
    assertThat(machine.files().getFirst().mode()).hasValue(new Mode(0640));
    assertThat(machine.rootfs().compression())
        .isEqualTo(new SquashfsCompression(Codec.XZ, 3, 1 << 16));
    assertThat(machine.vm()).isEqualTo(new Vm(1024, 2, List.of(new Vm.Forward(2222, 22)), 64));
  }

  @Test
  void a_kernel_that_was_built_elsewhere_is_bound() throws IOException {
    Machine machine = read(Manifests.PREBUILT);

    assertThat(machine.kernel().source())
        .isInstanceOfSatisfying(
            KernelSpec.KernelSource.Prebuilt.class,
            p -> {
              assertThat(p.image().written()).isEqualTo("vmlinuz");
              assertThat(p.modules().orElseThrow()).isInstanceOf(Locator.Url.class);
              assertThat(p.config()).isPresent();
            });
    assertThat(machine.rootfs().compression())
        .isEqualTo(new SquashfsCompression(Codec.GZIP, 9, 1 << 17));
  }

  @Test
  void a_single_package_needs_no_list() throws IOException {
    Machine machine = read(Manifests.MINIMAL + "packages:\n  - deb: runit\n");

    assertThat(((PackageSpec.Deb) machine.packages().getFirst()).names())
        .extracting(n -> n.value())
        .containsExactly("runit");
  }

  @Test
  void a_file_that_is_not_there_is_an_error_of_the_world() {
    Path file = folder.resolve("none.yaml");

    assertThatThrownBy(() -> ManifestReader.read(file, new Report()))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": no such file");
  }

  @Test
  void a_good_manifest_is_read_although_another_one_had_errors() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "oscc: 2\n");
    Path good = Files.writeString(folder.resolve("good.yaml"), Manifests.MINIMAL);
    Report report = new Report();

    assertThat(ManifestReader.read(bad, report)).isEmpty();
    assertThat(ManifestReader.read(good, report)).isPresent();
  }

  @Test
  void a_private_key_may_lie_on_a_disk_that_is_not_published() throws IOException {
    String key = "files:\n  - path: /etc/dropbear/dropbear_ed25519_host_key\n    source: motd\n";
    Path file = folder.resolve("machine.yaml");
    Report report = new Report();

    Files.writeString(file, Manifests.MINIMAL + key);
    ManifestReader.read(file, report);
    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0217);

    read(Manifests.MINIMAL + key + "rootfs:\n  delivery: disk\n");
  }

  @Test
  void a_key_file_outside_the_folder_may_be_missing_because_the_lock_may_have_it()
      throws IOException {
    assertThat(codes(key("{file: ../of-another-host.pub}"))).doesNotContain(Code.OS0213);
    assertThat(codes(key("{file: not-here.pub}"))).contains(Code.OS0213);
  }

  @Test
  void a_key_file_is_text() throws IOException {
    Files.write(folder.resolve("latin1.pub"), new byte[] {'M', (byte) 0xfc, '\n'});

    assertThat(codes(key("{file: latin1.pub}"))).containsExactly(Code.OS0206);
  }

  private static String key(String key) {
    return Manifests.MINIMAL
        + "users:\n  - name: root\n    authorized_keys:\n      - %s\n".formatted(key);
  }

  private List<Code> codes(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("machine.yaml"), text);
    Report report = new Report();
    assertThat(ManifestReader.read(file, report).isPresent()).isNotEqualTo(report.hasErrors());
    return report.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private Machine read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("machine.yaml"), text);
    Report report = new Report();
    var machine = ManifestReader.read(file, report);
    assertThat(report.diagnostics()).isEmpty();
    return machine.orElseThrow();
  }
}
