package oscc.manifest;

import java.util.regex.Pattern;

/** Where the ssh servers look for their private host keys. */
public final class HostKeys {
  /**
   * Where dropbear keeps the host key that a machine makes: every root can be written there, and a
   * persistent folder may hold it.
   */
  public static final String DROPBEAR = "/var/lib/dropbear";

  /** Where OpenSSH keeps the host key that a machine makes. */
  public static final String OPENSSH = "/var/lib/ssh";

  private static final Pattern PRIVATE =
      Pattern.compile("(/etc|/var/lib)/(ssh/[^/]*_key|dropbear/[^/]*_host_key)");

  private static final Pattern OF_OPENSSH = Pattern.compile("/etc/ssh/ssh_host_[a-z0-9]+_key");

  private HostKeys() {}

  /** Whether an ssh server looks for a private host key there. */
  public static boolean isPrivate(String path) {
    return PRIVATE.matcher(path).matches();
  }

  /** Whether OpenSSH takes that as a host key in place of one that the machine makes. */
  public static boolean isOfOpenssh(String path) {
    return OF_OPENSSH.matcher(path).matches();
  }
}
