package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.UnixPath;
import oscc.manifest.FileSpec;
import oscc.manifest.HostKeys;
import oscc.manifest.Ssh;
import oscc.template.ShellWord;
import oscc.template.Template;

/** The OpenSSH server. */
final class Openssh implements SshServer {
  private final SystemInput input;
  private final LayerBuilder layer;
  private final Programs programs;

  Openssh(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
    this.programs = new Programs(input.packages());
  }

  @Override
  public void lay(Ssh ssh, Report report) throws IOException {
    String sshd = find("sshd", "openssh-server", ssh, report);
    String keygen = find("ssh-keygen", "openssh-client", ssh, report);
    Stream<String> files =
        input.machine().files().stream()
            .filter(file -> !(file.body() instanceof FileSpec.Body.Absent))
            .map(file -> file.path().value())
            .filter(HostKeys::isOfOpenssh);
    List<String> keys = new HostKeyFiles(input, layer).lay(ssh, report);
    List<String> given = Stream.concat(files, keys.stream()).distinct().sorted().toList();
    Map<String, Object> script =
        Map.of(
            "sshd", ShellWord.quote(sshd),
            "keygen", ShellWord.quote(keygen),
            "makes", given.isEmpty(),
            "state", HostKeys.OPENSSH);
    String text = Template.load("ssh/openssh").render(script);
    layer.text("/usr/lib/oscc/sshd", 0755, text, ssh.span());
    Map<String, Object> values =
        Map.of(
            "port", Integer.toString(ssh.port()),
            "keys", given.isEmpty() ? List.of(HostKeys.OPENSSH + "/ssh_host_ed25519_key") : given,
            "pam", layer.exists("/etc/pam.d/sshd") ? "yes" : "no");
    String config = Template.load("ssh/sshd_config").render(values);
    layer.text("/etc/ssh/sshd_config", 0644, config, ssh.span());
    layer.folder(new UnixPath("/etc/ssh/sshd_config.d"), layer.root(0755), ssh.span());
  }

  private String find(String program, String deb, Ssh ssh, Report report) {
    if (programs.find(program).isEmpty()) {
      report
          .error(Code.OS0602, ssh.span(), "no package brings `%s`".formatted(program))
          .help("add `- deb: [%s]` to `packages`".formatted(deb));
    }
    return programs.find(program).map(UnixPath::value).orElse("");
  }
}
