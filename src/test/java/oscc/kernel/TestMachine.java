package oscc.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import oscc.diag.Diagnostic;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.manifest.Arch;
import oscc.manifest.Compression;
import oscc.manifest.Init;
import oscc.manifest.InitrdSpec;
import oscc.manifest.Interfaces;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Logging;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.manifest.RootfsSpec;
import oscc.manifest.Vm;

/** A machine of which only what the kernel concerns is said; every part has a line of its own. */
final class TestMachine {
  private static final SourceText TEXT =
      new SourceText(
          "machine.yaml", "name\narch\nkernel\nimage\nmodules\nconfig\nrootfs\ncmdline\nlink\n");

  private Arch arch = Arch.X86_64;
  private Path folder = Path.of("/machine");
  private Compression initrd = Compression.ZSTD;
  private RootfsSpec.Filesystem filesystem = RootfsSpec.Filesystem.SQUASHFS;
  private final List<Located<Path>> fragments = new ArrayList<>();
  private final List<Located<String>> cmdline = new ArrayList<>();
  private final List<Network.Interface> links = new ArrayList<>();

  static Span at(String word) {
    int start = TEXT.text().indexOf(word + "\n");
    return new Span(TEXT, start, start + word.length());
  }

  static Located<String> named(String value) {
    return new Located<>(value, at("modules"));
  }

  TestMachine arch(Arch value) {
    arch = value;
    return this;
  }

  TestMachine fragment(Path file) {
    folder = Objects.requireNonNull(file.getParent());
    fragments.add(new Located<>(file, at("kernel")));
    return this;
  }

  TestMachine cmdline(String word) {
    cmdline.add(new Located<>(word, at("cmdline")));
    return this;
  }

  TestMachine initrd(Compression compression) {
    initrd = compression;
    return this;
  }

  TestMachine initramfs() {
    filesystem = RootfsSpec.Filesystem.INITRAMFS;
    return this;
  }

  TestMachine dhcp(String name) {
    links.add(Interfaces.named(name, at("link")).dhcp().build());
    return this;
  }

  TestMachine vlanAndBridge() {
    links.add(Interfaces.named("eth0", at("link")).build());
    links.add(Interfaces.named("v10", at("link")).vlan(10, "eth0").build());
    links.add(Interfaces.named("br0", at("link")).bridge("v10").build());
    return this;
  }

  Machine machine() {
    KernelSpec kernel =
        new KernelSpec(
            new KernelSpec.KernelSource.Prebuilt(
                file("image"), Optional.of(file("modules")), Optional.of(file("config"))),
            fragments,
            cmdline,
            new KernelSpec.Modules(List.of(), new KernelSpec.RootfsModules.All(), List.of()),
            at("kernel"));
    RootfsSpec rootfs =
        new RootfsSpec(
            filesystem,
            new RootfsSpec.SquashfsCompression(RootfsSpec.Codec.ZSTD, 15, 1 << 17),
            RootfsSpec.Delivery.INITRD,
            List.of(),
            RootfsSpec.Writable.TMPFS,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            at("rootfs"));
    return new Machine(
        folder,
        new Located<>("test", at("name")),
        Optional.empty(),
        new Located<>(arch, at("arch")),
        OptionalLong.empty(),
        kernel,
        new InitrdSpec(
            initrd,
            new InitrdSpec.BusyboxSource.Deb(named("busybox-static")),
            InitrdSpec.OnFailure.REBOOT),
        List.of(),
        new Located<>(Init.BUSYBOX, at("name")),
        List.of(),
        new TreeMap<>(),
        new Network("test", links, List.of(), List.of(), List.of(), new TreeMap<>()),
        List.of(),
        Optional.empty(),
        Logging.NONE,
        List.of(),
        rootfs,
        new Vm(0, 1, List.of(), 0),
        List.of());
  }

  private static Locator file(String name) {
    return new Locator.LocalFile(Path.of("/machine", name), name, Optional.empty(), at(name));
  }

  /** What a report says: {@code error OS0500 machine.yaml:4:1 message [label]}, one a line. */
  static String told(Report report) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic d : report.diagnostics()) {
      text.append(
          "%s %s %s %s%s\n"
              .formatted(
                  d.severity().word(),
                  d.code(),
                  d.span().map(Span::toString).orElse("-"),
                  d.message(),
                  d.label().isEmpty() ? "" : " [" + d.label() + "]"));
    }
    return text.toString();
  }
}
