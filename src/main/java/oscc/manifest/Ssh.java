package oscc.manifest;

import oscc.diag.Span;

/**
 * The {@code ssh} section; a machine without one has no server.
 *
 * @param keyFromCmdline whether {@code oscc.ssh_key=BASE64URL} on the kernel command line is a key
 */
public record Ssh(Server server, int port, boolean keyFromCmdline, Span span) {

  /** The servers, by the names that the manifest uses. */
  public enum Server {
    DROPBEAR,
    OPENSSH
  }
}
