package oscc.debian;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import oscc.manifest.SystemIds;

/** The numbers of users and groups by name. */
final class Owners {
  private final Map<String, Long> users = new HashMap<>(Map.of("root", 0L));
  private final Map<String, Long> groups = new HashMap<>(Map.of("root", 0L));

  Owners(SystemIds ids) {
    // What a machine has when no package brings base-passwd; numbers are Debian's.
    groups.putAll(Map.of("tty", 5L, "disk", 6L, "shadow", 42L, "utmp", 43L));
    users.putAll(ids.users());
    groups.putAll(ids.groups());
  }

  Optional<Long> user(String name) {
    return id(name, users);
  }

  Optional<Long> group(String name) {
    return id(name, groups);
  }

  private static Optional<Long> id(String name, Map<String, Long> names) {
    return name.matches("[0-9]{1,9}")
        ? Optional.of(Long.valueOf(name))
        : Optional.ofNullable(names.get(name));
  }
}
