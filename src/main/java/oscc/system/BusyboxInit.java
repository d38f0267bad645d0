package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;
import oscc.manifest.Machine;
import oscc.manifest.OsccVersion;
import oscc.manifest.Service;
import oscc.template.ShellWord;
import oscc.template.Template;

/**
 * Busybox as init: an inittab, a boot script, and small scripts in {@code /usr/lib/oscc}. Devices
 * appear by devtmpfs; drivers are loaded by their aliases, at boot and when hardware comes later.
 */
final class BusyboxInit implements InitSystem {
  /** What the templates call and no boot does without. */
  private static final List<String> NEEDED =
      List.of(
          "init",
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

  private static final String SCRIPTS = "/usr/lib/oscc/";

  @Override
  public Init key() {
    return Init.BUSYBOX;
  }

  @Override
  public void lay(SystemInput input, Accounts accounts, LayerBuilder layer, Report report)
      throws IOException {
    for (Service service : input.machine().services().values()) {
      report
          .error(
              Code.OS0105,
              service.span(),
              "services are not supported yet (oscc %s)".formatted(OsccVersion.TEXT))
          .path("/services/" + service.name());
    }
    Located<Init> init = input.machine().init();
    Programs programs = new Programs(input.packages());
    Optional<UnixPath> busybox = programs.find("busybox");
    if (busybox.isEmpty()) {
      report
          .error(Code.OS0601, init.span(), "no package brings `busybox`, which is the init system")
          .help("add `- deb: [busybox-static]` to `packages`, or `busybox` with its libraries");
      return;
    }
    Set<String> applets = BusyboxApplets.of(programs.file(busybox.get()).orElseThrow().content());
    checkApplets(input, programs, applets, report);
    linkApplets(layer, programs, busybox.get(), applets, init.span());
    layBoot(input, layer, applets.contains("uevent") || programs.find("uevent").isPresent());
    new BusyboxNetwork(input, layer).lay();
    input.machine().ssh().ifPresent(ssh -> new Dropbear(input, layer).lay(ssh, report));
  }

  private void checkApplets(
      SystemInput input, Programs programs, Set<String> applets, Report report) {
    Set<String> missing = new TreeSet<>(NEEDED);
    Machine machine = input.machine();
    if (machine.network().interfaces().stream().anyMatch(i -> i.dhcp())) {
      missing.add("udhcpc");
    }
    if (machine.ssh().filter(s -> s.keyFromCmdline()).isPresent()) {
      missing.addAll(List.of("base64", "tr"));
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

  /** Programs of packages win over applets, wherever on the path they lie; init is always ours. */
  private void linkApplets(
      LayerBuilder layer, Programs programs, UnixPath busybox, Set<String> applets, Span blame) {
    for (String applet : applets) {
      boolean isInit = applet.equals("init");
      if (!applet.equals("busybox") && (isInit || programs.find(applet).isEmpty())) {
        String folder = SBIN.contains(applet) ? "/sbin/" : "/bin/";
        if (isInit || !layer.exists(folder + applet)) {
          layer.link(folder + applet, busybox.value(), blame);
        }
      }
    }
  }

  private void layBoot(SystemInput input, LayerBuilder layer, boolean hasUevent) {
    Machine machine = input.machine();
    Span blame = machine.init().span();
    List<String> cmdline = machine.kernel().cmdline().stream().map(Located::value).toList();
    Map<String, Object> values =
        Map.of(
            "consoles",
            Console.of(cmdline).stream()
                .map(c -> Map.of("tty", c.tty(), "baud", "" + c.baud(), "term", c.term()))
                .toList(),
            "ssh",
            machine.ssh().isPresent(),
            "key",
            machine.ssh().filter(s -> s.keyFromCmdline()).isPresent(),
            "hotplug",
            hasUevent,
            "dhcp",
            machine.network().interfaces().stream()
                .filter(i -> i.dhcp())
                .map(i -> Map.of("name", i.name()))
                .toList(),
            "modules",
            machine.kernel().modules().load().stream()
                .map(m -> Map.of("name", m.value(), "sys", m.value().replace('-', '_')))
                .toList());
    layer.text("/etc/inittab", 0644, Template.load("busybox/inittab").render(values), blame);
    for (String name : List.of("rcS", "rcK")) {
      String text = Template.load("busybox/" + name).render(values);
      layer.text("/etc/init.d/" + name, 0755, text, blame);
    }
    for (String name : List.of("coldplug", "hotplug", "getty")) {
      String text = Template.load("busybox/" + name).render(values);
      layer.text(SCRIPTS + name, 0755, text, blame);
    }
    layer.text(SCRIPTS + "ready", 0755, ready(input), blame);
  }

  private static String ready(SystemInput input) {
    Machine machine = input.machine();
    int port = machine.ssh().map(s -> s.port()).orElse(0);
    return Template.load("busybox/ready")
        .render(
            Map.of(
                "ready", ShellWord.quote(input.readyLine()),
                "failed", ShellWord.quote("oscc: %s failed: ".formatted(machine.name().value())),
                "ssh", machine.ssh().isPresent(),
                "port", "%04X".formatted(port)));
  }
}
