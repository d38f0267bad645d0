package oscc.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oscc.diag.Located;
import oscc.fstree.Mode;
import oscc.fstree.UnixPath;
import oscc.manifest.InitrdSpec.BusyboxSource;
import oscc.manifest.InitrdSpec.OnFailure;

/** Makes the typed records of a manifest that has no errors, and fills in the defaults. */
final class Binder {
  private static final String BUSYBOX_PACKAGE = "busybox-static";

  /** The disk of a machine in QEMU; a sparse file, so that only what is written takes room. */
  private static final String DISK_SIZE = "256M";

  private final Inputs inputs;

  Binder(Inputs inputs) {
    this.inputs = inputs;
  }

  Machine machine(Fields root) {
    Located<String> name = root.located("name").orElseThrow();
    return new Machine(
        inputs.folder(),
        name,
        root.text("machine_id"),
        root.located("arch")
            .map(a -> new Located<>(Arch.of(a.value()).orElseThrow(), a.span()))
            .orElse(new Located<>(Arch.X86_64, name.span())),
        root.number("epoch"),
        new KernelBinder(inputs).kernel(root.section("kernel")),
        initrd(root.section("initrd")),
        new PackageBinder(inputs).packages(root.each("packages")),
        root.located("init")
            .map(i -> new Located<>(word(Init.class, i.value()), i.span()))
            .orElse(new Located<>(Init.BUSYBOX, name.span())),
        root.words("init_command"),
        ServiceBinder.services(root.section("services")),
        NetworkBinder.network(root.section("network"), name.value()),
        root.each("users").stream().map(this::user).toList(),
        root.fields("ssh").map(this::ssh),
        LoggingBinder.logging(root.section("logging")),
        root.each("files").stream().map(this::file).toList(),
        new RootfsBinder().rootfs(root.section("rootfs")),
        vm(root.section("vm"), root.section("rootfs")),
        new TestBinder(inputs).steps(root.each("tests")));
  }

  /** The enum constant that a manifest word names. */
  static <E extends Enum<E>> E word(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private InitrdSpec initrd(Fields initrd) {
    return new InitrdSpec(
        word(Compression.class, initrd.text("compression", "zstd")),
        busybox(initrd.section("busybox")),
        word(OnFailure.class, initrd.text("on_failure", "reboot")));
  }

  private BusyboxSource busybox(Fields busybox) {
    Optional<Site> file = busybox.find("file");
    if (file.isPresent()) {
      return new BusyboxSource.File(inputs.locator(file.get(), PackageBinder.digest(busybox)));
    }
    return new BusyboxSource.Deb(
        busybox
            .located("deb")
            .orElseGet(() -> new Located<>(BUSYBOX_PACKAGE, busybox.site().span())));
  }

  private User user(Fields user) {
    return new User(
        user.text("name").orElseThrow(),
        user.number("uid"),
        user.number("gid"),
        user.words("groups"),
        user.text("home").map(UnixPath::new),
        user.text("shell").map(UnixPath::new),
        user.text("password_hash"),
        user.items("authorized_keys").stream().map(k -> key(k, user)).toList(),
        user.site().span());
  }

  private User.AuthorizedKey key(Site key, Fields user) {
    Optional<Fields> fields = user.fields(key);
    return fields.isPresent()
        ? new User.AuthorizedKey.KeyFile(inputs.localFile(fields.get().find("file").orElseThrow()))
        : new User.AuthorizedKey.Line(key.text().strip(), key.span());
  }

  private Ssh ssh(Fields ssh) {
    return new Ssh(
        word(Ssh.Server.class, ssh.text("server").orElseThrow()),
        ssh.number("port", 22),
        ssh.each("host_keys").stream()
            .map(key -> new Ssh.HostKey(inputs.localFile(key.find("file").orElseThrow())))
            .toList(),
        ssh.isTrue("key_from_cmdline"),
        ssh.site().span());
  }

  private FileSpec file(Fields file) {
    return new FileSpec(
        new UnixPath(file.text("path").orElseThrow()),
        body(file),
        file.text("mode").map(m -> new Mode(Integer.parseInt(m, 8))),
        file.text("owner"),
        file.text("group"),
        file.site().span());
  }

  private FileSpec.Body body(Fields file) {
    if (file.mentions("content")) {
      return new FileSpec.Body.Text(file.text("content").orElseThrow());
    }
    if (file.mentions("source")) {
      return new FileSpec.Body.Source(inputs.localFile(file.find("source").orElseThrow()));
    }
    return file.mentions("symlink")
        ? new FileSpec.Body.Link(file.text("symlink").orElseThrow())
        : new FileSpec.Body.Absent();
  }

  private static Vm vm(Fields vm, Fields rootfs) {
    List<Vm.Forward> forward =
        vm.texts("forward").stream()
            .map(f -> f.split(":", 2))
            .map(f -> new Vm.Forward(Integer.parseInt(f[0]), Integer.parseInt(f[1])))
            .toList();
    int memory = vm.text("memory").map(m -> (int) VmRules.mebibytes(m)).orElse(0);
    int disk = rootfs.mentions("disk") ? (int) VmRules.mebibytes(vm.text("disk", DISK_SIZE)) : 0;
    return new Vm(memory, vm.number("cpus", 1), forward, disk);
  }
}
