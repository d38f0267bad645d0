package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;
import oscc.template.ShellWord;
import oscc.template.Template;

/**
 * S6 as init: a script that boots and becomes s6-svscan, whose scan folder is copied to {@code
 * /run}, where it can be written. Busybox' {@code poweroff} and its like tell PID 1 by signals, for
 * each of which the scan folder has a script.
 */
final class S6Init implements InitSystem {
  private static final List<String> PROGRAMS =
      List.of("s6-supervise", "s6-svc", "s6-svscan", "s6-svscanctl");

  private static final String SCAN_FOLDER = "/etc/s6/service/";

  /** The signals that busybox sends to PID 1, and that of ctrl-alt-del. */
  private static final Map<String, String> ENDINGS =
      Map.of("SIGUSR1", "halt", "SIGUSR2", "poweroff", "SIGTERM", "reboot", "SIGINT", "reboot");

  @Override
  public Init key() {
    return Init.S6;
  }

  @Override
  public void lay(SystemInput input, Accounts accounts, LayerBuilder layer, Report report)
      throws IOException {
    Map<String, UnixPath> programs =
        new Programs(input.packages()).need(PROGRAMS, input.machine().init(), report);
    Optional<ShellTools.Busybox> busybox =
        new ShellTools(input, layer, report).lay(List.of("cp", "env"), Set.of("/sbin/init"));
    if (busybox.isEmpty() || !programs.keySet().containsAll(PROGRAMS)) {
      return;
    }
    List<Daemon> daemons = new ShellSystem(input, layer).lay(busybox.get(), accounts, report);
    Layer s6 = new Layer(layer, input.machine().init().span());
    Map<String, String> values = Map.of("busybox", ShellWord.quote(busybox.get().path().value()));
    s6.script("/sbin/init", "init", values);
    s6.script(SCAN_FOLDER + ".s6-svscan/finish", "finish", values);
    s6.script(SCAN_FOLDER + ".s6-svscan/crash", "crash", values);
    ENDINGS.forEach((signal, how) ->
        s6.script(SCAN_FOLDER + ".s6-svscan/" + signal, "signal", Map.of("how", how)));
    daemons.forEach(daemon -> layService(daemon, s6));
  }

  private static void layService(Daemon daemon, Layer s6) {
    String folder = SCAN_FOLDER + daemon.name();
    s6.script(folder + "/run", "run", Map.of("command", daemon.command()));
    if (daemon instanceof Daemon.Declared declared) {
      s6.script(folder + "/finish", "finish-service", Map.of("name", daemon.name()));
      String signal = "SIG" + declared.service().stopSignal() + "\n";
      s6.layer().text(folder + "/down-signal", 0644, signal, s6.blame());
    }
  }

  /** The machine layer, with the templates of s6. */
  private record Layer(LayerBuilder layer, Span blame) {
    void script(String path, String template, Map<String, ?> values) {
      layer.text(path, 0755, Template.load("s6/" + template).render(values), blame);
    }
  }
}
