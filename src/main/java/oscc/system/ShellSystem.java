package oscc.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.manifest.Service;
import oscc.manifest.Ssh;
import oscc.template.ShellWord;
import oscc.template.Template;

/**
 * The machine as scripts in {@code /usr/lib/oscc}, for every init system that does not do these
 * things itself: {@code boot}, what is kept alive, {@code ready} and {@code shutdown}. Devices
 * appear by devtmpfs; drivers are loaded by their aliases, at boot and when hardware comes later.
 */
final class ShellSystem {
  static final String SCRIPTS = "/usr/lib/oscc/";

  private final SystemInput input;
  private final LayerBuilder layer;
  private final Machine machine;
  private final Span blame;

  ShellSystem(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.machine = input.machine();
    this.blame = machine.init().span();
  }

  /** Lays the scripts, and says what is to be kept alive. */
  List<Daemon> lay(ShellTools.Busybox busybox, Accounts accounts, Report report)
      throws IOException {
    Map<String, Object> values = values();
    for (String name : List.of("boot", "shutdown", "coldplug", "hotplug", "getty", "ready")) {
      script(name, values);
    }
    if (hasRandomId()) {
      layer.link("/etc/machine-id", "/run/oscc/machine-id", blame);
    }
    new ShellNetwork(input, layer).lay();
    if (machine.ssh().isPresent()) {
      new SshFiles(input, layer).lay(machine.ssh().get(), report);
    }
    new ShellServices(input, layer, busybox).lay(accounts, report);
    List<Daemon> daemons = daemons(busybox.applets().contains("uevent"));
    daemons.addAll(new ShellClock(input, layer).lay(busybox, report));
    daemons.addAll(new ShellLogging(input, layer).lay(busybox, report));
    return daemons;
  }

  private boolean hasRandomId() {
    return machine.machineId().isPresent() && machine.fixedId().isEmpty();
  }

  private void script(String name, Map<String, Object> values) {
    layer.text(SCRIPTS + name, 0755, Template.load("shell/" + name).render(values), blame);
  }

  private Map<String, Object> values() {
    int port = machine.ssh().map(Ssh::port).orElse(0);
    return Map.ofEntries(
        Map.entry("machine_id", hasRandomId()),
        Map.entry("key", machine.ssh().filter(Ssh::keyFromCmdline).isPresent()),
        Map.entry(
            "modules",
            machine.kernel().modules().load().stream()
                .map(m -> Map.of("name", m.value(), "sys", m.value().replace('-', '_')))
                .toList()),
        Map.entry("services", List.copyOf(machine.services().keySet())),
        Map.entry("awaited", ServiceOrder.values(machine.services())),
        Map.entry("ready", ShellWord.quote(input.readyLine())),
        Map.entry("failed", ShellWord.quote("oscc: %s failed: ".formatted(machine.name().value()))),
        Map.entry("ssh", machine.ssh().isPresent()),
        Map.entry("syslog", !machine.logging().syslog().isEmpty()),
        Map.entry("port", "%04X".formatted(port)));
  }

  private List<Daemon> daemons(boolean hasUevent) {
    List<Daemon> daemons = new ArrayList<>();
    if (hasUevent) {
      daemons.add(new Daemon.Part("oscc.hotplug", "/sbin/uevent /usr/lib/oscc/hotplug"));
    }
    List<String> cmdline = machine.kernel().cmdline().stream().map(Located::value).toList();
    for (Console c : Console.of(cmdline)) {
      String command = "/usr/lib/oscc/getty %s %s %s".formatted(c.tty(), c.baud(), c.term());
      daemons.add(new Daemon.Part("getty." + c.tty(), command));
    }
    for (Network.Interface nic : machine.network().leased()) {
      daemons.add(new Daemon.Part("dhcp." + nic.name(), "/usr/lib/oscc/dhcp " + nic.name()));
    }
    if (machine.ssh().isPresent()) {
      daemons.add(new Daemon.Part("oscc.sshd", "/usr/lib/oscc/sshd"));
    }
    for (Service service : machine.services().values()) {
      daemons.add(new Daemon.Declared(service));
      if (service.log() != Service.Log.NONE) {
        String command = "/usr/lib/oscc/log " + service.name();
        daemons.add(new Daemon.Part("log." + service.name(), command));
      }
    }
    return daemons;
  }
}
