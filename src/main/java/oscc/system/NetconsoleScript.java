package oscc.system;

import java.util.Map;
import oscc.manifest.Logging.Netconsole;
import oscc.template.ShellWord;
import oscc.template.Template;

/** The script that has the kernel send its messages to another machine, and stays. */
final class NetconsoleScript {
  static final String PATH = "/usr/lib/oscc/netconsole";

  private NetconsoleScript() {}

  /** Lays it. */
  static void lay(Netconsole netconsole, LayerBuilder layer) {
    Map<String, Object> values =
        Map.of(
            "interface", ShellWord.quote(netconsole.link()),
            "host", netconsole.host(),
            "port", Integer.toString(netconsole.port()),
            "mac", netconsole.mac().orElse("''"));
    layer.text(PATH, 0755, Template.load("shell/netconsole").render(values), netconsole.span());
  }
}
