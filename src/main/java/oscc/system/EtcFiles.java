package oscc.system;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oscc.diag.Span;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.template.ShellWord;
import oscc.template.Template;

/** The files of {@code /etc} that every machine has, and the folders that every root has. */
final class EtcFiles {
  private final SystemInput input;
  private final LayerBuilder layer;
  private final Machine machine;
  private final Span blame;

  EtcFiles(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.machine = input.machine();
    this.blame = machine.name().span();
  }

  /** Folders that a package may leave out although every program counts on them. */
  void laySkeleton() {
    for (String path :
        List.of("/dev", "/etc", "/home", "/mnt", "/opt", "/proc", "/run", "/srv", "/sys")) {
      layer.folder(new UnixPath(path), layer.root(0755), blame);
    }
    for (String path :
        List.of(
            "/usr/bin",
            "/usr/sbin",
            "/usr/lib",
            "/var/cache",
            "/var/lib",
            "/var/log",
            "/var/spool")) {
      layer.folder(new UnixPath(path), layer.root(0755), blame);
    }
    for (String path : List.of("/bin", "/sbin", "/lib")) {
      layer.folder(new UnixPath(path), layer.root(0755), blame);
    }
    layer.folder(new UnixPath("/root"), layer.root(0700), blame);
    layer.folder(new UnixPath("/tmp"), layer.root(01777), blame);
    layer.folder(new UnixPath("/var/tmp"), layer.root(01777), blame);
    linkUnlessThere("/var/run", "/run");
    linkUnlessThere("/var/lock", "/run/lock");
  }

  private void linkUnlessThere(String path, String target) {
    if (!layer.exists(path)) {
      layer.link(path, target, blame);
    }
  }

  /** The account files. */
  void layAccounts(Accounts accounts) {
    layer.text("/etc/passwd", 0644, accounts.passwd(), blame);
    layer.text("/etc/group", 0644, accounts.group(), blame);
    if (accounts.holdHashes()) {
      layer.markSecret();
    }
    long shadow = accounts.group("shadow").orElseThrow().gid();
    Attributes attributes = layer.root(0640).withOwner(0, shadow);
    layer.put(
        new UnixPath("/etc/shadow"),
        new Node.RegularFile(attributes, Content.of(accounts.shadow())),
        blame);
    layer.put(
        new UnixPath("/etc/gshadow"),
        new Node.RegularFile(attributes, Content.of(accounts.gshadow())),
        blame);
    Set<String> shells = new LinkedHashSet<>(List.of("/bin/sh", "/bin/bash", "/bin/dash"));
    shells.removeIf(shell -> !shell.equals("/bin/sh") && !layer.exists(shell));
    accounts.users().stream()
        .map(Account.UserLine::shell)
        .filter(shell -> !shell.endsWith("/nologin") && !shell.endsWith("/false"))
        .filter(shell -> !shell.equals("/bin/sync"))
        .forEach(shells::add);
    layer.text("/etc/shells", 0644, String.join("\n", shells) + "\n", blame);
  }

  /** What says who the machine is, and defaults that a package may bring itself. */
  void layIdentity() {
    layer.text("/etc/hostname", 0644, machine.network().hostname() + "\n", blame);
    layer.text("/etc/hosts", 0644, hosts(), blame);
    layer.text("/etc/oscc-release", 0644, release(), blame);
    machine.fixedId().ifPresent(id -> layMachineId(id + "\n"));
    linkUnlessThere("/etc/mtab", "/proc/self/mounts");
    Map<String, String> values =
        Map.of("name", machine.name().value(), "build_id", input.buildId());
    for (String name : List.of("profile", "nsswitch.conf", "os-release", "fstab")) {
      if (!layer.exists("/etc/" + name)) {
        layer.text("/etc/" + name, 0644, Template.load("etc/" + name).render(values), blame);
      }
    }
  }

  private void layMachineId(String text) {
    UnixPath path = new UnixPath("/etc/machine-id");
    layer.put(path, new Node.RegularFile(layer.root(0444), Content.of(text)), blame);
  }

  private String release() {
    return "NAME=%s\nBUILD_ID=%s\n"
        .formatted(ShellWord.quote(machine.name().value()), ShellWord.quote(input.buildId()));
  }

  private String hosts() {
    Network network = machine.network();
    StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
    text.append("127.0.1.1 ").append(network.hostname()).append('\n');
    text.append("::1 localhost ip6-localhost ip6-loopback\n");
    network
        .hosts()
        .forEach((address, names) ->
            text.append(address).append(' ').append(String.join(" ", names)).append('\n'));
    return text.toString();
  }

  /**
   * The resolver's configuration. With DHCP it is known only at run time, when {@code /etc} may be
   * read-only, so it lies in {@code /run}.
   */
  void layResolver() {
    Network network = machine.network();
    List<String> servers = network.nameservers();
    List<String> domains = network.search();
    if (!network.leased().isEmpty()) {
      layer.link("/etc/resolv.conf", "/run/oscc/resolv.conf", blame);
    } else if (!servers.isEmpty() || !domains.isEmpty() || !layer.exists("/etc/resolv.conf")) {
      StringBuilder text = new StringBuilder();
      if (!domains.isEmpty()) {
        text.append("search ").append(String.join(" ", domains)).append('\n');
      }
      servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
      layer.text("/etc/resolv.conf", 0644, text.toString(), blame);
    }
  }
}
