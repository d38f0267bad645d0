package oscc.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.Content;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;
import oscc.manifest.Machine;
import oscc.manifest.Ssh;
import oscc.template.ShellWord;
import oscc.template.Template;

/**
 * systemd as init, with udev, the journal and networkd. Its own units are in the packages; oscc
 * adds those of the manifest, and one that says when all is up.
 */
final class SystemdInit implements InitSystem {
  static final String UNITS = "/etc/systemd/system/";
  private static final String SCRIPTS = "/usr/lib/oscc/";

  static final List<Needed> NEEDED =
      List.of(
          new Needed("/usr/lib/systemd/systemd", "systemd"),
          new Needed("/sbin/poweroff", "systemd-sysv"),
          new Needed("/usr/lib/systemd/systemd-udevd", "udev"),
          new Needed("/usr/bin/dbus-daemon", "dbus"),
          new Needed("/usr/lib/systemd/system/dbus.socket", "dbus"),
          new Needed("/sbin/modprobe", "kmod"),
          new Needed("/bin/mount", "mount"),
          new Needed("/sbin/agetty", "util-linux"),
          new Needed("/bin/login", "login"),
          new Needed("/bin/sh", "dash"),
          new Needed("/bin/cat", "coreutils"),
          new Needed("/bin/grep", "grep"),
          new Needed("/bin/sed", "sed"));

  /** Without one of these systemd does not start, or runs with failed units. */
  private static final List<String> KERNEL =
      List.of(
          "AUTOFS_FS",
          "CGROUPS",
          "EPOLL",
          "FHANDLE",
          "INOTIFY_USER",
          "NET",
          "SIGNALFD",
          "TIMERFD",
          "TMPFS",
          "UNIX");

  /**
   * Units that make no sense in a machine that is built anew rather than updated, or that write
   * what the build has written.
   */
  private static final List<String> MASKED =
      List.of(
          "apt-daily.timer",
          "apt-daily-upgrade.timer",
          "dpkg-db-backup.timer",
          "e2scrub_all.timer",
          "e2scrub_reap.service",
          "fstrim.timer",
          "ldconfig.service",
          "man-db.timer",
          "motd-news.timer",
          "systemd-firstboot.service",
          "systemd-hwdb-update.service",
          "systemd-journal-catalog-update.service",
          "systemd-machine-id-commit.service",
          "systemd-sysusers.service",
          "systemd-update-done.service");

  /**
   * A file that a boot does not do without.
   *
   * @param deb the Debian package that brings it
   */
  record Needed(String path, String deb) {}

  @Override
  public Init key() {
    return Init.SYSTEMD;
  }

  @Override
  public List<String> kernelSymbols() {
    return KERNEL;
  }

  @Override
  public void lay(SystemInput input, Accounts accounts, LayerBuilder layer, Report report)
      throws IOException {
    checkPackages(input, report);
    Span blame = input.machine().init().span();
    layer.link("/sbin/init", "/lib/systemd/systemd", blame);
    layer.link(UNITS + "default.target", "/lib/systemd/system/multi-user.target", blame);
    if (input.machine().fixedId().isEmpty()) {
      layMachineId(layer, blame);
    }
    layConfiguration(input, layer, blame);
    new SystemdNetwork(input, layer).lay(report);
    mask(input, layer, blame);
    if (input.machine().ssh().isPresent()) {
      laySsh(input.machine().ssh().get(), input, layer, report);
    }
    new SystemdServices(input, layer, report).lay(accounts);
    new SystemdLogging(input, layer).lay(report);
    layReady(input, layer, blame);
  }

  private static void checkPackages(SystemInput input, Report report) {
    List<String> missing = new ArrayList<>();
    for (Needed needed : NEEDED) {
      boolean there = input.packages().open(new UnixPath(needed.path())).isPresent();
      if (!there && !missing.contains(needed.deb())) {
        missing.add(needed.deb());
        report
            .error(
                Code.OS0601,
                input.machine().init().span(),
                "no package brings `%s`, which systemd needs".formatted(needed.path()))
            .help("add `- deb: [%s]` to `packages`".formatted(needed.deb()));
      }
    }
  }

  /** An empty file is a new id at each boot; systemd mounts one over it, so nobody writes to it. */
  private static void layMachineId(LayerBuilder layer, Span blame) {
    UnixPath path = new UnixPath("/etc/machine-id");
    layer.put(path, new Node.RegularFile(layer.root(0444), Content.of("")), blame);
  }

  private static void layConfiguration(SystemInput input, LayerBuilder layer, Span blame) {
    boolean resolved = SystemdNetwork.hasResolved(input);
    Map<String, Object> values = Map.of("resolved", resolved);
    layer.text("/usr/lib/tmpfiles.d/oscc.conf", 0644, render("oscc.tmpfiles", values), blame);
    String journal = render("journald.conf", Map.of());
    layer.text("/etc/systemd/journald.conf.d/oscc.conf", 0644, journal, blame);
    String manager = render("manager.conf", Map.of());
    layer.text("/etc/systemd/system.conf.d/oscc.conf", 0644, manager, blame);
    if (input.machine().rootfs().disk().isPresent()) {
      String disk = render("disk.mount.conf", Map.of());
      layer.text(UNITS + "run-oscc-disk.mount.d/oscc.conf", 0644, disk, blame);
    }
    StringBuilder modules = new StringBuilder();
    input.machine().kernel().modules().load().forEach(m -> modules.append(m.value()).append('\n'));
    if (!modules.isEmpty()) {
      layer.text("/etc/modules-load.d/oscc.conf", 0644, modules.toString(), blame);
    }
  }

  private static void mask(SystemInput input, LayerBuilder layer, Span blame) {
    List<String> units = new ArrayList<>(MASKED);
    if (input.machine().ssh().isEmpty()) {
      // The server of a package would come up without host keys and fail.
      units.addAll(List.of("ssh.service", "ssh.socket", "dropbear.service"));
    }
    for (String unit : units) {
      if (hasUnit(input, unit)) {
        layer.link(UNITS + unit, "/dev/null", blame);
      }
    }
  }

  static boolean hasUnit(SystemInput input, String unit) {
    return input.packages().open(new UnixPath("/usr/lib/systemd/system/" + unit)).isPresent();
  }

  private static void laySsh(Ssh ssh, SystemInput input, LayerBuilder layer, Report report)
      throws IOException {
    new SshFiles(input, layer).lay(ssh, report);
    Map<String, String> port = Map.of("port", Integer.toString(ssh.port()));
    Span blame = ssh.span();
    layer.text(UNITS + "ssh.service", 0644, render("ssh.service", port), blame);
    enable(layer, "ssh.service", blame);
    // One listener is enough, and a package may have enabled its own.
    for (String other : List.of("ssh.socket", "dropbear.service")) {
      if (hasUnit(input, other)) {
        layer.link(UNITS + other, "/dev/null", blame);
      }
    }
    if (ssh.keyFromCmdline()) {
      layer.text(UNITS + "oscc-key.service", 0644, render("key.service", Map.of()), blame);
      enable(layer, "oscc-key.service", blame);
    }
  }

  private static void layReady(SystemInput input, LayerBuilder layer, Span blame) {
    Machine machine = input.machine();
    String failed = "oscc: %s failed: ".formatted(machine.name().value());
    Map<String, Object> values =
        Map.of(
            "ready", ShellWord.quote(input.readyLine()),
            "failed", ShellWord.quote(failed),
            "ssh", machine.ssh().isPresent(),
            "services", ServiceOrder.values(machine.services()));
    for (String name : List.of("await-port", "mark")) {
      script(name, Map.of(), layer, blame);
    }
    script("ready", values, layer, blame);
    layer.text(UNITS + "oscc-ready.service", 0644, render("ready.service", values), blame);
    enable(layer, "oscc-ready.service", blame);
  }

  static void script(String name, Map<String, ?> values, LayerBuilder layer, Span blame) {
    layer.text(SCRIPTS + name, 0755, render(name, values), blame);
  }

  static String render(String name, Map<String, ?> values) {
    return Template.load("systemd/" + name).render(values);
  }

  /** Has a unit started with the machine. */
  static void enable(LayerBuilder layer, String unit, Span blame) {
    String path = UNITS + "multi-user.target.wants/" + unit;
    Optional<Node.Inode> there = layer.find(new UnixPath(path));
    if (there.isEmpty()) {
      layer.link(path, UNITS + unit, blame);
    }
  }
}
