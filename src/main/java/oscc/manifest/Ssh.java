package oscc.manifest;

import java.util.List;
import oscc.diag.Span;

/**
 * The {@code ssh} section; a machine without one has no server.
 *
 * @param hostKeys private keys of the machine; it makes one itself if there are none
 * @param keyFromCmdline whether {@code oscc.ssh_key=BASE64URL} on the kernel command line is a key
 */
public record Ssh(
    Server server, int port, List<HostKey> hostKeys, boolean keyFromCmdline, Span span) {

  public Ssh {
    hostKeys = List.copyOf(hostKeys);
  }

  /** A private key on the host. */
  public record HostKey(Locator.LocalFile file) {}

  /** The servers, by the names that the manifest uses. */
  public enum Server {
    DROPBEAR,
    OPENSSH
  }
}
