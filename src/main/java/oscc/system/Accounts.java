package oscc.system;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.system.Account.GroupLine;
import oscc.system.Account.UserLine;

/** All users and groups of a machine, in the order in which they came. */
final class Accounts {
  /** Characters of the only kind of hash that does not begin with a dollar sign; crypt(5). */
  private static final int DES_HASH = 13;

  private final Map<String, UserLine> users = new LinkedHashMap<>();
  private final Map<String, GroupLine> groups = new LinkedHashMap<>();

  Collection<UserLine> users() {
    return Collections.unmodifiableCollection(users.values());
  }

  Collection<GroupLine> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  Optional<UserLine> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  Optional<GroupLine> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  Optional<UserLine> userWithId(long uid) {
    return users.values().stream().filter(u -> u.uid() == uid).findFirst();
  }

  Optional<GroupLine> groupWithId(long gid) {
    return groups.values().stream().filter(g -> g.gid() == gid).findFirst();
  }

  /** Adds a user, or replaces the one with its name. */
  void put(UserLine user) {
    users.put(user.name(), user);
  }

  /** Adds a group, or replaces the one with its name. */
  void put(GroupLine group) {
    groups.put(group.name(), group);
  }

  /** Makes a user a member of a group that is there. */
  void join(String group, String user) {
    GroupLine line = group(group).orElseThrow();
    if (!line.members().contains(user)) {
      List<String> members = new ArrayList<>(line.members());
      members.add(user);
      put(new GroupLine(line.name(), line.gid(), members));
    }
  }

  /** Whether somebody has a password that can be guessed from this, even behind a lock. */
  boolean holdHashes() {
    return users.values().stream()
        .map(u -> u.hash().replaceFirst("^!+", ""))
        .anyMatch(hash -> hash.startsWith("$") || hash.length() == DES_HASH);
  }

  String passwd() {
    return users.values().stream().map(UserLine::passwd).reduce("", String::concat);
  }

  String shadow() {
    return users.values().stream().map(UserLine::shadow).reduce("", String::concat);
  }

  String group() {
    return groups.values().stream().map(GroupLine::group).reduce("", String::concat);
  }

  String gshadow() {
    return groups.values().stream().map(GroupLine::gshadow).reduce("", String::concat);
  }
}
