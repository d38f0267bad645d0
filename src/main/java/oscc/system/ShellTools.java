package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.manifest.Machine;

/**
 * The tools that scripts of the machine call: programs of the packages, and for what they lack the
 * applets of a busybox among them.
 */
final class ShellTools {
  /** What the templates call and no boot does without. */
  private static final List<String> NEEDED =
      List.of(
          "sh",
          "getty",
          "login",
          "mount",
          "umount",
          "mkdir",
          "cat",
          "grep",
          "sort",
          "find",
          "xargs",
          "sleep",
          "chmod",
          "ln",
          "mv",
          "rm",
          "sync",
          "hostname",
          "ip",
          "modprobe",
          "poweroff",
          "reboot");

  /** Applets that are found in {@code /sbin} on other systems; the rest is in {@code /bin}. */
  private static final Set<String> SBIN =
      Set.of(
          "acpid",
          "adjtimex",
          "arp",
          "blkid",
          "blockdev",
          "chroot",
          "crond",
          "depmod",
          "fdisk",
          "findfs",
          "freeramdisk",
          "fsfreeze",
          "fstrim",
          "getty",
          "halt",
          "httpd",
          "hwclock",
          "ifconfig",
          "ifdown",
          "ifup",
          "init",
          "insmod",
          "ip",
          "ipneigh",
          "klogd",
          "loadkmap",
          "losetup",
          "lsmod",
          "mdev",
          "mke2fs",
          "mkdosfs",
          "mkswap",
          "modinfo",
          "modprobe",
          "nameif",
          "nologin",
          "partprobe",
          "pivot_root",
          "poweroff",
          "rdate",
          "reboot",
          "rmmod",
          "route",
          "run-init",
          "start-stop-daemon",
          "sulogin",
          "swapoff",
          "swapon",
          "switch_root",
          "sysctl",
          "syslogd",
          "tc",
          "telnetd",
          "tunctl",
          "udhcpc",
          "udhcpd",
          "uevent",
          "vconfig",
          "watchdog");

  /** What ends the machine: the init's business, whatever a package has there for another init. */
  private static final List<String> ENDINGS = List.of("halt", "poweroff", "reboot");

  private final SystemInput input;
  private final LayerBuilder layer;
  private final Report report;
  private final Programs programs;

  ShellTools(SystemInput input, LayerBuilder layer, Report report) {
    this.input = input;
    this.layer = layer;
    this.report = report;
    this.programs = new Programs(input.packages());
  }

  /**
   * Links the applets and returns the busybox.
   *
   * @param needed applets that the init system needs beside the common ones
   * @param own paths that the init system lays itself, whatever the packages have there
   */
  Optional<Busybox> lay(List<String> needed, Set<String> own) throws IOException {
    Machine machine = input.machine();
    Optional<UnixPath> path = programs.find("busybox");
    if (path.isEmpty()) {
      report
          .error(
              Code.OS0601,
              machine.init().span(),
              "no package brings `busybox`, which `init: %s` needs"
                  .formatted(machine.init().value().key()))
          .help("add `- deb: [busybox-static]` to `packages`, or `busybox` with its libraries");
      return Optional.empty();
    }
    Set<String> applets = input.applets().of(programs.file(path.get()).orElseThrow().content());
    checkApplets(needed, applets);
    linkApplets(path.get(), applets, own);
    return Optional.of(new Busybox(path.get(), applets));
  }

  /** A busybox among the packages. */
  record Busybox(UnixPath path, Set<String> applets) {
    Busybox {
      applets = Set.copyOf(applets);
    }
  }

  private void checkApplets(List<String> more, Set<String> applets) {
    Set<String> missing = new TreeSet<>(NEEDED);
    missing.addAll(more);
    Machine machine = input.machine();
    if (!machine.network().leased().isEmpty()) {
      missing.add("udhcpc");
    }
    if (machine.ssh().filter(s -> s.keyFromCmdline()).isPresent()) {
      missing.addAll(List.of("base64", "tr"));
    }
    if (machine.machineId().isPresent() && machine.fixedId().isEmpty()) {
      missing.add("tr");
    }
    if (machine.logging().netconsole().isPresent()) {
      missing.addAll(List.of("ip", "ping"));
    }
    if (!machine.services().isEmpty()) {
      missing.addAll(List.of("chown", "env", "mkfifo", "start-stop-daemon", "wc"));
    }
    missing.removeAll(applets);
    missing.removeIf(name -> programs.find(name).isPresent());
    if (!missing.isEmpty()) {
      report
          .error(
              Code.OS0603,
              machine.init().span(),
              "the packages' busybox has no `%s`".formatted(String.join("`, `", missing)))
          .help("take Debian's busybox-static, or a busybox that is built with these applets");
    }
  }

  /** Programs of packages win over applets, wherever on the path they lie, but for the endings. */
  private void linkApplets(UnixPath busybox, Set<String> applets, Set<String> own) {
    Span blame = input.machine().init().span();
    for (String ending : ENDINGS) {
      if (applets.contains(ending) && !own.contains("/sbin/" + ending)) {
        layer.link("/sbin/" + ending, busybox.value(), blame);
      }
    }
    for (String applet : applets) {
      String path = (SBIN.contains(applet) ? "/sbin/" : "/bin/") + applet;
      boolean isFree = programs.find(applet).isEmpty() && !layer.exists(path);
      if (!applet.equals("busybox") && !own.contains(path) && isFree) {
        layer.link(path, busybox.value(), blame);
      }
    }
  }
}
