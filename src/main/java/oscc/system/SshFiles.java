package oscc.system;

import java.io.IOException;
import java.util.Map;
import oscc.diag.Report;
import oscc.fstree.UnixPath;
import oscc.manifest.Ssh;
import oscc.template.ShellWord;
import oscc.template.Template;

/** What every init system starts for {@code ssh}: the server, and before it the key of the boot. */
final class SshFiles {
  private final SystemInput input;
  private final LayerBuilder layer;

  SshFiles(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
  }

  /** Lays the scripts. */
  void lay(Ssh ssh, Report report) throws IOException {
    SshServer.of(ssh.server(), input, layer).lay(ssh, report);
    if (ssh.keyFromCmdline()) {
      String text = Template.load("ssh/key").render(Map.of("home", ShellWord.quote(rootHome())));
      layer.text("/usr/lib/oscc/key", 0755, text, ssh.span());
    }
  }

  private String rootHome() {
    return input.machine().users().stream()
        .filter(u -> u.name().equals("root"))
        .flatMap(u -> u.home().stream())
        .map(UnixPath::value)
        .findFirst()
        .orElse("/root");
  }
}
