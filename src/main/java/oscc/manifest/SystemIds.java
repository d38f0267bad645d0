package oscc.manifest;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ids of the accounts that packages bring, by name, as the lock keeps them. */
public record SystemIds(SortedMap<String, Long> users, SortedMap<String, Long> groups) {

  /** No package brings an account. */
  public static final SystemIds NONE = new SystemIds(new TreeMap<>(), new TreeMap<>());

  public SystemIds {
    users = new TreeMap<>(Map.copyOf(users));
    groups = new TreeMap<>(Map.copyOf(groups));
  }

  /** Written out, since what Java derives for records costs a short run some milliseconds. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SystemIds ids && users.equals(ids.users) && groups.equals(ids.groups);
  }

  @Override
  public int hashCode() {
    return Objects.hash(users, groups);
  }
}
