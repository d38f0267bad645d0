package oscc.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import oscc.diag.Located;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.manifest.Arch;
import oscc.manifest.Compression;
import oscc.manifest.FileSpec;
import oscc.manifest.Init;
import oscc.manifest.InitrdSpec;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Logging;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.manifest.PackageSpec;
import oscc.manifest.RootfsSpec;
import oscc.manifest.User;
import oscc.manifest.Vm;

/** Machines for tests: the kernel is a file unless said otherwise. */
record Machines(
    Path folder,
    Arch arch,
    KernelSpec.KernelSource kernel,
    InitrdSpec.BusyboxSource busybox,
    List<PackageSpec> packages,
    List<User> users,
    List<FileSpec> files) {

  static final Span SPAN = new Span(new SourceText("machine.yaml", "deb: text"), 5, 9);

  /** A machine whose kernel and busybox are the file {@code tool} of its folder. */
  static Machines in(Path folder) {
    Locator tool = file(folder, "tool");
    return new Machines(
        folder,
        Arch.X86_64,
        new KernelSpec.KernelSource.Prebuilt(tool, Optional.empty(), Optional.empty()),
        new InitrdSpec.BusyboxSource.File(tool),
        List.of(),
        List.of(),
        List.of());
  }

  static Locator.LocalFile file(Path folder, String name) {
    return new Locator.LocalFile(folder.resolve(name), name, Optional.empty(), SPAN);
  }

  static <T> Located<T> at(T value) {
    return new Located<>(value, SPAN);
  }

  /** An entry with the closure of some debs. */
  static PackageSpec.Deb debs(String... names) {
    return new PackageSpec.Deb(
        List.of(names).stream().map(Machines::at).toList(),
        true,
        List.of(),
        false,
        PackageSpec.Selection.ALL,
        SPAN);
  }

  static User user(String name, OptionalLong uid, User.AuthorizedKey... keys) {
    return new User(
        name,
        uid,
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(keys),
        SPAN);
  }

  Machines arch(Arch value) {
    return new Machines(folder, value, kernel, busybox, packages, users, files);
  }

  Machines kernelDeb(String name) {
    var deb = new KernelSpec.KernelSource.Deb(at(name));
    return new Machines(folder, arch, deb, busybox, packages, users, files);
  }

  Machines busyboxDeb(String name) {
    var deb = new InitrdSpec.BusyboxSource.Deb(at(name));
    return new Machines(folder, arch, kernel, deb, packages, users, files);
  }

  Machines packages(PackageSpec... specs) {
    return new Machines(folder, arch, kernel, busybox, List.of(specs), users, files);
  }

  Machines users(User... values) {
    return new Machines(folder, arch, kernel, busybox, packages, List.of(values), files);
  }

  Machine machine() {
    return new Machine(
        folder,
        at("hello"),
        Optional.empty(),
        at(arch),
        OptionalLong.empty(),
        new KernelSpec(
            kernel,
            List.of(),
            List.of(at("panic=10")),
            new KernelSpec.Modules(List.of(), new KernelSpec.RootfsModules.All(), List.of()),
            SPAN),
        new InitrdSpec(Compression.ZSTD, busybox, InitrdSpec.OnFailure.REBOOT),
        packages,
        at(Init.BUSYBOX),
        List.of(),
        new TreeMap<>(),
        new Network("hello", List.of(), List.of(), List.of(), List.of(), new TreeMap<>()),
        users,
        Optional.empty(),
        Logging.NONE,
        files,
        new RootfsSpec(
            RootfsSpec.Filesystem.SQUASHFS,
            new RootfsSpec.SquashfsCompression(RootfsSpec.Codec.ZSTD, 15, 1 << 17),
            RootfsSpec.Delivery.INITRD,
            List.of(),
            RootfsSpec.Writable.TMPFS,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            SPAN),
        new Vm(512, 1, List.of(), 0),
        List.of());
  }
}
