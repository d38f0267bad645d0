package oscc.system;

import java.util.List;
import java.util.Map;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.manifest.RootfsSpec;
import oscc.manifest.Ssh;
import oscc.template.ShellWord;
import oscc.template.Template;

/** The dropbear ssh server: keys only, host keys made by the machine itself. */
final class Dropbear {
  private final SystemInput input;
  private final LayerBuilder layer;

  Dropbear(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
  }

  /** Lays the script that starts it. */
  void lay(Ssh ssh, Report report) {
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
            "state", state(),
            "home", ShellWord.quote(rootHome()));
    Span blame = ssh.span();
    layer.text("/usr/lib/oscc/sshd", 0755, Template.load("shell/sshd").render(values), blame);
    if (ssh.keyFromCmdline()) {
      layer.text("/usr/lib/oscc/key", 0755, Template.load("shell/key").render(values), blame);
    }
  }

  /** Where host keys are made: where they last if any folder does that would hold them. */
  private String state() {
    UnixPath lasting = new UnixPath("/var/lib/dropbear");
    boolean lasts =
        input.machine().rootfs().persist().stream().anyMatch(f -> lasting.isWithin(f.value()));
    if (lasts) {
      return lasting.value();
    }
    boolean isMemory = input.machine().rootfs().filesystem() == RootfsSpec.Filesystem.INITRAMFS;
    return switch (input.machine().rootfs().writable()) {
      case TMPFS, DISK -> "/etc/dropbear";
      case NONE -> isMemory ? "/etc/dropbear" : "/run/dropbear";
    };
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
