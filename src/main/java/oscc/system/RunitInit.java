package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;
import oscc.template.ShellWord;
import oscc.template.Template;

/**
 * Runit as init: its three stages, and a service folder for each part of the machine. What it
 * writes lies in {@code /run}: the scan folder, and by links each {@code supervise}.
 */
final class RunitInit implements InitSystem {
  private static final List<String> PROGRAMS = List.of("runit", "runsv", "runsvdir", "sv");

  private static final Set<String> ENDINGS = Set.of("/sbin/halt", "/sbin/poweroff", "/sbin/reboot");

  @Override
  public Init key() {
    return Init.RUNIT;
  }

  @Override
  public void lay(SystemInput input, Accounts accounts, LayerBuilder layer, Report report)
      throws IOException {
    Map<String, UnixPath> programs =
        new Programs(input.packages()).need(PROGRAMS, input.machine().init(), report);
    Optional<ShellTools.Busybox> busybox =
        new ShellTools(input, layer, report).lay(List.of("env"), ENDINGS);
    if (busybox.isEmpty() || !programs.keySet().containsAll(PROGRAMS)) {
      return;
    }
    warnOfShell(input, report);
    List<Daemon> daemons = new ShellSystem(input, layer).lay(busybox.get(), accounts, report);
    Layer runit = new Layer(layer, input.machine().init().span());
    runit.link("/sbin/init", Objects.requireNonNull(programs.get("runit")).value());
    runit.link("/etc/service", "/run/service");
    Map<String, Object> values =
        Map.of(
            "daemons",
            daemons.stream().map(Daemon::name).toList(),
            "busybox",
            ShellWord.quote(busybox.get().path().value()));
    for (String name : List.of("1", "2", "3", "ctrlaltdel")) {
      runit.script("/etc/runit/" + name, name, values);
    }
    ENDINGS.forEach(path -> runit.script(path, "poweroff", values));
    daemons.forEach(daemon -> layService(daemon, runit));
  }

  /** Busybox' shell may run its own applets, whose signals to PID 1 runit does not take. */
  private static void warnOfShell(SystemInput input, Report report) {
    if (new Programs(input.packages()).find("sh").isEmpty()) {
      report
          .warning(
              Code.OS0623,
              input.machine().init().span(),
              "runit does not hear the `poweroff` that is built into busybox' shell")
          .label("no package brings another `/bin/sh`")
          .help("add `dash` to `packages`, or end the machine by `/sbin/poweroff`");
    }
  }

  private static void layService(Daemon daemon, Layer runit) {
    String folder = "/etc/sv/" + daemon.name();
    runit.link(folder + "/supervise", "/run/runit/" + daemon.name());
    runit.script(folder + "/run", "run", Map.of("command", daemon.command()));
    if (daemon instanceof Daemon.Declared declared) {
      runit.script(folder + "/finish", "finish", Map.of("name", daemon.name()));
      String signal = declared.service().stopSignal().name();
      runit.script(folder + "/control/t", "term", Map.of("signal", signal));
    }
  }

  /** The machine layer, with runit's templates. */
  private record Layer(LayerBuilder layer, Span blame) {
    void link(String path, String target) {
      layer.link(path, target, blame);
    }

    void script(String path, String template, Map<String, ?> values) {
      layer.text(path, 0755, Template.load("runit/" + template).render(values), blame);
    }
  }
}
