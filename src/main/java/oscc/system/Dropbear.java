package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.UnixPath;
import oscc.manifest.HostKeys;
import oscc.manifest.Ssh;
import oscc.template.ShellWord;
import oscc.template.Template;

/** The dropbear ssh server. */
final class Dropbear implements SshServer {
  private final SystemInput input;
  private final LayerBuilder layer;

  Dropbear(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
  }

  @Override
  public void lay(Ssh ssh, Report report) throws IOException {
    new HostKeyFiles(input, layer).lay(ssh, report);
    Programs programs = new Programs(input.packages());
    for (String name : List.of("dropbear", "dropbearkey")) {
      if (programs.find(name).isEmpty()) {
        report
            .error(Code.OS0602, ssh.span(), "no package brings `%s`".formatted(name))
            .help("add `- deb: [dropbear-bin]` to `packages`");
      }
    }
    String dropbear = programs.find("dropbear").map(UnixPath::value).orElse("");
    String dropbearkey = programs.find("dropbearkey").map(UnixPath::value).orElse("");
    Map<String, String> values =
        Map.of(
            "dropbear", ShellWord.quote(dropbear),
            "dropbearkey", ShellWord.quote(dropbearkey),
            "port", Integer.toString(ssh.port()),
            "state", HostKeys.DROPBEAR);
    String text = Template.load("ssh/dropbear").render(values);
    layer.text("/usr/lib/oscc/sshd", 0755, text, ssh.span());
  }
}
