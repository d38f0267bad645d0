package oscc.system;

import java.io.IOException;
import oscc.diag.Report;
import oscc.manifest.Ssh;

/** An ssh server: keys alone log in, and the machine makes its own host keys. */
sealed interface SshServer permits Dropbear, Openssh {
  /**
   * Checks that the packages have the server, and lays {@code /usr/lib/oscc/sshd}, which runs it in
   * the foreground.
   */
  void lay(Ssh ssh, Report report) throws IOException;

  /** The server of this name. */
  static SshServer of(Ssh.Server server, SystemInput input, LayerBuilder layer) {
    return switch (server) {
      case DROPBEAR -> new Dropbear(input, layer);
      case OPENSSH -> new Openssh(input, layer);
    };
  }
}
