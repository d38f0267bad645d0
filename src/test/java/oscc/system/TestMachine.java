package oscc.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import oscc.diag.Located;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.fstree.Mode;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;
import oscc.manifest.Compression;
import oscc.manifest.FileSpec;
import oscc.manifest.Init;
import oscc.manifest.InitrdSpec;
import oscc.manifest.Interfaces;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Logging;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.manifest.RootfsSpec;
import oscc.manifest.Service;
import oscc.manifest.Ssh;
import oscc.manifest.User;
import oscc.manifest.Vm;

/** A machine for tests, named web, of which each test changes what it is about. */
public final class TestMachine {
  /** The place that everything of the machine is said to be at. */
  public static final Span SPAN = new Span(new SourceText("web.yaml", "name: web\n"), 6, 9);

  /** Where the time servers stand. */
  static final Span SERVER = new Span(new SourceText("web.yaml", "name: web\n"), 0, 4);

  private final List<User> users = new ArrayList<>();
  private final List<FileSpec> files = new ArrayList<>();
  private final List<Network.Interface> interfaces = new ArrayList<>();
  private final List<String> cmdline = new ArrayList<>(List.of("console=ttyS0,115200"));
  private final List<String> load = new ArrayList<>();
  private final SortedMap<String, Service> services = new TreeMap<>();
  private Init init = Init.BUSYBOX;
  private List<Located<String>> initCommand = List.of();
  private List<String> nameservers = List.of();
  private List<String> search = List.of();
  private List<Located<String>> ntp = List.of();
  private Optional<String> machineId = Optional.empty();
  private Optional<Ssh> ssh = Optional.empty();
  private Logging logging = Logging.NONE;
  private RootfsSpec.Writable writable = RootfsSpec.Writable.TMPFS;
  private RootfsSpec.Filesystem filesystem = RootfsSpec.Filesystem.SQUASHFS;
  private Optional<RootfsSpec.StateDisk> disk = Optional.empty();
  private final List<Located<UnixPath>> persist = new ArrayList<>();
  private final List<Located<String>> urls = new ArrayList<>();
  private RootfsSpec.Delivery delivery = RootfsSpec.Delivery.INITRD;
  private InitrdSpec.OnFailure onFailure = InitrdSpec.OnFailure.POWEROFF;

  /** Sets the words of the kernel command line. */
  public TestMachine cmdline(String... words) {
    cmdline.clear();
    cmdline.addAll(List.of(words));
    return this;
  }

  /** Loads a module at boot. */
  public TestMachine load(String module) {
    load.add(module);
    return this;
  }

  /** Adds a user with keys. */
  public TestMachine user(String name, String... keys) {
    List<User.AuthorizedKey> lines = new ArrayList<>();
    for (String key : keys) {
      lines.add(new User.AuthorizedKey.Line(key, SPAN));
    }
    return user(
        new User(
            name,
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            lines,
            SPAN));
  }

  /** Adds a user. */
  public TestMachine user(User user) {
    users.add(user);
    return this;
  }

  /** Adds an entry of {@code files} with its defaults. */
  public TestMachine file(String path, FileSpec.Body body) {
    return file(path, body, Optional.empty(), Optional.empty());
  }

  /** Adds an entry of {@code files}. */
  public TestMachine file(
      String path, FileSpec.Body body, Optional<Mode> mode, Optional<String> owner) {
    files.add(new FileSpec(new UnixPath(path), body, mode, owner, Optional.empty(), SPAN));
    return this;
  }

  /** Chooses the init system, and its command if that is the user's own program. */
  public TestMachine init(Init key, String... command) {
    init = key;
    initCommand = Stream.of(command).map(TestMachine::at).toList();
    return this;
  }

  /** Adds a service with its defaults. */
  public TestMachine service(String name, String... command) {
    return service(
        new Service(
            name,
            Stream.of(command).map(TestMachine::at).toList(),
            false,
            List.of(),
            Service.Restart.ALWAYS,
            Optional.empty(),
            Optional.empty(),
            UnixPath.ROOT,
            new TreeMap<>(),
            Optional.empty(),
            Service.StopSignal.TERM,
            Service.Log.CONSOLE,
            SPAN));
  }

  /** Adds a service. */
  public TestMachine service(Service service) {
    services.put(service.name(), service);
    return this;
  }

  /** Adds an interface with DHCP. */
  public TestMachine dhcp(String name) {
    interfaces.add(Interfaces.named(name, SPAN).dhcp().build());
    return this;
  }

  /** Adds an interface with an address, named by its MAC. */
  public TestMachine address(String name, String mac, String address, String gateway) {
    interfaces.add(
        Interfaces.named(name, SPAN).mac(mac).addresses(address).gateway(gateway).build());
    return this;
  }

  /** Adds an interface. */
  public TestMachine nic(Interfaces nic) {
    interfaces.add(nic.build());
    return this;
  }

  /** Sets the search domains. */
  public TestMachine search(String... domains) {
    search = List.of(domains);
    return this;
  }

  /** Sets the time servers. */
  public TestMachine ntp(String... servers) {
    ntp = Stream.of(servers).map(server -> new Located<>(server, SERVER)).toList();
    return this;
  }

  /** Sets the id of the machine, or that it is random. */
  public TestMachine machineId(String id) {
    machineId = Optional.of(id);
    return this;
  }

  /** Sets the name servers. */
  public TestMachine nameservers(String... addresses) {
    nameservers = List.of(addresses);
    return this;
  }

  /** Adds the ssh server. */
  public TestMachine ssh(int port, boolean keyFromCmdline) {
    ssh = Optional.of(new Ssh(Ssh.Server.DROPBEAR, port, List.of(), keyFromCmdline, SPAN));
    return this;
  }

  /** Adds OpenSSH. */
  public TestMachine openssh(int port) {
    ssh = Optional.of(new Ssh(Ssh.Server.OPENSSH, port, List.of(), true, SPAN));
    return this;
  }

  /** Adds an ssh server with host keys. */
  public TestMachine ssh(Ssh.Server server, Locator.LocalFile... hostKeys) {
    List<Ssh.HostKey> keys = Stream.of(hostKeys).map(Ssh.HostKey::new).toList();
    ssh = Optional.of(new Ssh(server, 22, keys, false, SPAN));
    return this;
  }

  /** Sends logs to other machines. */
  public TestMachine logging(Logging what) {
    logging = what;
    return this;
  }

  /** Makes the root read-only. */
  public TestMachine readOnly() {
    writable = RootfsSpec.Writable.NONE;
    return this;
  }

  /** Keeps folders on a disk with a label. */
  public TestMachine persist(String label, String... folders) {
    disk = Optional.of(new RootfsSpec.StateDisk.Label(label));
    List.of(folders).forEach(f -> persist.add(at(new UnixPath(f))));
    return this;
  }

  /** Makes the initramfs the root. */
  public TestMachine initramfs() {
    filesystem = RootfsSpec.Filesystem.INITRAMFS;
    return this;
  }

  /** Takes the package layer from a disk. */
  public TestMachine disk() {
    delivery = RootfsSpec.Delivery.DISK;
    return this;
  }

  /** Fetches the package layer. */
  public TestMachine http(String... addresses) {
    delivery = RootfsSpec.Delivery.HTTP;
    List.of(addresses).forEach(a -> urls.add(at(a)));
    return this;
  }

  /** What stage 1 does when it cannot go on. */
  public TestMachine onFailure(InitrdSpec.OnFailure what) {
    onFailure = what;
    return this;
  }

  /** The machine. */
  public Machine build() {
    return new Machine(
        Path.of("/nowhere"),
        at("web"),
        machineId,
        at(Arch.X86_64),
        OptionalLong.empty(),
        kernel(),
        new InitrdSpec(
            Compression.ZSTD, new InitrdSpec.BusyboxSource.Deb(at("busybox-static")), onFailure),
        List.of(),
        at(init),
        initCommand,
        services,
        new Network("web", interfaces, nameservers, search, ntp, new TreeMap<>()),
        users,
        ssh,
        logging,
        files,
        new RootfsSpec(
            filesystem,
            new RootfsSpec.SquashfsCompression(RootfsSpec.Codec.ZSTD, 15, 1 << 17),
            delivery,
            urls,
            writable,
            disk,
            persist,
            Optional.empty(),
            SPAN),
        new Vm(0, 1, List.of(), 0),
        List.of());
  }

  private KernelSpec kernel() {
    return new KernelSpec(
        new KernelSpec.KernelSource.Deb(at("linux-image-cloud-amd64")),
        List.of(),
        cmdline.stream().map(TestMachine::at).toList(),
        new KernelSpec.Modules(
            List.of(),
            new KernelSpec.RootfsModules.All(),
            load.stream().map(TestMachine::at).toList()),
        SPAN);
  }

  /** A value of the manifest. */
  public static <T> Located<T> at(T value) {
    return new Located<>(value, SPAN);
  }
}
