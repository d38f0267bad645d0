package oscc.bundle;

/**
 * How the machine lets people in.
 *
 * @param port of the server in the guest
 * @param keyFromCmdline whether {@code oscc.ssh_key=} on the kernel command line is a key
 */
public record SshAccess(int port, boolean keyFromCmdline) {}
