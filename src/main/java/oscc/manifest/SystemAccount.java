package oscc.manifest;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A user or a group that a package brings to the machine, as opposed to one that the manifest
 * names.
 *
 * @param packageName the unit that brings it
 * @param name of the user or group
 * @param fixedId the id that the package insists on; else the lock chooses one and keeps it
 * @param login there if it is a user; its group is {@code Login.group}
 */
public record SystemAccount(
    String packageName, String name, OptionalLong fixedId, Optional<Login> login) {

  /** What makes an account a user rather than a group; fields as in passwd(5). */
  public record Login(String group, String gecos, String home, String shell) {}
}
