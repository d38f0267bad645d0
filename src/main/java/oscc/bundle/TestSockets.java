package oscc.bundle;

import java.nio.file.Path;

/**
 * Where a machine under test is reached from the host.
 *
 * @param folder private to the user, with a short path: that of a socket has 107 bytes at most
 */
public record TestSockets(Path folder) {

  /** The script that stage 1 starts in the machine. */
  public Path script() {
    return folder.resolve("script");
  }

  /** The Unix socket that leads to the agent. */
  public Path agent() {
    return folder.resolve("agent");
  }

  /** The Unix socket of QEMU's own protocol, QMP. */
  public Path qmp() {
    return folder.resolve("qmp");
  }
}
