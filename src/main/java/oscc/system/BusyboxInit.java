package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.manifest.Init;
import oscc.template.Template;

/** Busybox as init: an inittab that calls the scripts. */
final class BusyboxInit implements InitSystem {
  private static final String PROGRAM = "/sbin/init";

  @Override
  public Init key() {
    return Init.BUSYBOX;
  }

  @Override
  public void lay(SystemInput input, Accounts accounts, LayerBuilder layer, Report report)
      throws IOException {
    Optional<ShellTools.Busybox> busybox =
        new ShellTools(input, layer, report).lay(List.of("init"), Set.of(PROGRAM));
    if (busybox.isEmpty()) {
      return;
    }
    Span blame = input.machine().init().span();
    layer.link(PROGRAM, busybox.get().path().value(), blame);
    List<Daemon> daemons = new ShellSystem(input, layer).lay(busybox.get(), accounts, report);
    List<Map<String, String>> lines =
        daemons.stream().map(daemon -> Map.of("command", line(daemon))).toList();
    String inittab = Template.load("busybox/inittab").render(Map.of("daemons", lines));
    layer.text("/etc/inittab", 0644, inittab, blame);
    if (!input.machine().services().isEmpty()) {
      String supervise = Template.load("busybox/supervise").render(Map.of());
      layer.text(ShellSystem.SCRIPTS + "supervise", 0755, supervise, blame);
    }
  }

  private static String line(Daemon daemon) {
    return switch (daemon) {
      case Daemon.Part part -> part.command();
      case Daemon.Declared declared -> ShellSystem.SCRIPTS + "supervise " + declared.name();
    };
  }
}
