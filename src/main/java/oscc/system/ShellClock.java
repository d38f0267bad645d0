package oscc.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.template.ShellWord;
import oscc.template.Template;

/**
 * What asks time servers in a machine that is made of scripts: chrony, if a package brings it, or
 * the {@code ntpd} of a busybox that is built with one; Debian's is not.
 */
final class ShellClock {
  private final SystemInput input;
  private final LayerBuilder layer;
  private final List<Located<String>> servers;

  ShellClock(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.servers = input.machine().network().ntp();
  }

  /** Lays its script, and says what is to be kept alive. */
  List<Daemon> lay(ShellTools.Busybox busybox, Report report) {
    if (servers.isEmpty()) {
      return List.of();
    }
    Span blame = input.machine().init().span();
    Programs programs = new Programs(input.packages());
    Optional<UnixPath> chrony = programs.find("chronyd");
    List<String> command = new ArrayList<>();
    if (chrony.isPresent()) {
      command.addAll(chrony(chrony.get()));
    } else if (busybox.applets().contains("ntpd") && programs.find("ntpd").isEmpty()) {
      command.addAll(List.of("ntpd", "-n"));
      servers.forEach(server -> command.addAll(List.of("-p", server.value())));
    } else {
      report
          .error(
              Code.OS0660,
              servers.getFirst().span(),
              "nothing in the packages can ask the time servers of `network.ntp`")
          .help("add `- deb: [chrony]` to `packages`")
          .help("busybox' `ntpd` does it as well, but Debian's busybox is built without it");
      return List.of();
    }
    String words = command.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
    String script = Template.load("shell/ntp").render(Map.of("command", words));
    layer.text(ShellSystem.SCRIPTS + "ntp", 0755, script, blame);
    return List.of(new Daemon.Part("oscc.ntp", ShellSystem.SCRIPTS + "ntp"));
  }

  /** In the foreground as root, by lines of chrony.conf(5) in place of that file. */
  private List<String> chrony(UnixPath program) {
    List<String> command = new ArrayList<>(List.of(program.value(), "-d", "-u", "root"));
    servers.forEach(server -> command.add("server %s iburst".formatted(server.value())));
    // A clock that is far off is set at once, whenever a server is first heard.
    command.add("makestep 1 -1");
    command.add("rtcsync");
    command.add("cmdport 0");
    command.add("pidfile /run/chronyd.pid");
    return command;
  }
}
