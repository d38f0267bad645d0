package oscc.resolve;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.manifest.Machine;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.manifest.User;
import oscc.resolve.Lock.LockedId;
import oscc.store.Digest;

/**
 * Chooses ids for the accounts that packages bring. The first choice follows from the name alone,
 * so that two builds that know nothing of each other choose alike; what is taken moves downwards.
 */
final class AccountIds {
  /** The range that Debian's policy (9.2.2) gives to system accounts made on demand. */
  private static final int FIRST = 100;

  private static final int LAST = 999;

  private final SortedMap<String, LockedId> users;
  private final SortedMap<String, LockedId> groups;
  private final Set<Long> taken = new HashSet<>();

  private AccountIds(Lock lock) {
    users = new TreeMap<>(lock.users());
    groups = new TreeMap<>(lock.groups());
    users.values().forEach(id -> taken.add(id.id()));
    groups.values().forEach(id -> taken.add(id.id()));
  }

  static Lock settle(Lock lock, List<SystemAccount> accounts, Machine machine, Report report) {
    AccountIds ids = new AccountIds(lock);
    ids.reserve(accounts, machine);
    for (SystemAccount account : sorted(accounts)) {
      ids.settle(account, accounts);
    }
    ids.checkClashes(accounts, machine, report);
    return ids.into(lock);
  }

  private Lock into(Lock lock) {
    return new Lock(lock.debs(), lock.urls(), lock.keyFiles(), users, groups);
  }

  private static List<SystemAccount> sorted(List<SystemAccount> accounts) {
    return accounts.stream()
        .sorted(Comparator.comparing(SystemAccount::name).thenComparing(SystemAccount::packageName))
        .toList();
  }

  private void reserve(List<SystemAccount> accounts, Machine machine) {
    accounts.forEach(a -> a.fixedId().ifPresent(taken::add));
    for (User user : machine.users()) {
      user.uid().ifPresent(taken::add);
      user.gid().ifPresent(taken::add);
    }
  }

  private void settle(SystemAccount account, List<SystemAccount> all) {
    if (account.fixedId().isPresent()) {
      return;
    }
    if (account.login().isEmpty()) {
      bring(groups, users, account);
      return;
    }
    bring(users, groups, account);
    // A user whose group nobody brings has one of its own.
    String group = account.login().get().group();
    if (group.equals(account.name()) && all.stream().noneMatch(a -> isGroup(a, group))) {
      bring(groups, users, account);
    }
  }

  private static boolean isGroup(SystemAccount account, String name) {
    return account.login().isEmpty() && account.name().equals(name);
  }

  /**
   * Gives an id in one map: the one that the account's namesake has in the other, if it is free.
   */
  private void bring(
      SortedMap<String, LockedId> map, SortedMap<String, LockedId> twins, SystemAccount account) {
    String name = account.name();
    SortedSet<String> packages = new TreeSet<>(Set.of(account.packageName()));
    LockedId known = map.get(name);
    if (known != null) {
      packages.addAll(known.packages());
      map.put(name, new LockedId(known.id(), packages));
      return;
    }
    LockedId twin = twins.get(name);
    boolean free = twin != null && map.values().stream().noneMatch(id -> id.id() == twin.id());
    map.put(name, new LockedId(twin != null && free ? twin.id() : choose(name), packages));
  }

  private long choose(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int range = LAST - FIRST + 1;
    int start = Integer.parseInt(Digest.of(bytes).hex().substring(0, 7), 16) % range;
    for (int i = 0; i < range; i++) {
      long id = (long) LAST - (start + i) % range;
      if (taken.add(id)) {
        return id;
      }
    }
    throw new IllegalStateException("more than %d system accounts".formatted(range));
  }

  private void checkClashes(List<SystemAccount> accounts, Machine machine, Report report) {
    for (User user : machine.users()) {
      user.uid().ifPresent(id -> checkUser(user, id, accounts, report));
    }
    Map<Long, String> byId = new TreeMap<>();
    users.forEach((name, id) -> byId.put(id.id(), name));
    for (SystemAccount account : accounts) {
      if (account.login().isPresent() && account.fixedId().isPresent()) {
        String other = byId.getOrDefault(account.fixedId().getAsLong(), account.name());
        boolean here = accounts.stream().anyMatch(a -> a.name().equals(other));
        if (here && !other.equals(account.name())) {
          report
              .error(
                  Code.OS0309,
                  "package `%s` insists on id %d for `%s`, which the lock gave to `%s`"
                      .formatted(
                          account.packageName(),
                          account.fixedId().getAsLong(),
                          account.name(),
                          other))
              .help("remove `%s` under `ids` in oscc.lock to give it another id".formatted(other));
        }
      }
    }
  }

  private void checkUser(User user, long uid, List<SystemAccount> accounts, Report report) {
    for (SystemAccount account : accounts) {
      LockedId locked = users.get(account.name());
      boolean holds =
          account.login().isPresent()
              && !account.name().equals(user.name())
              && (account.fixedId().isPresent()
                  ? account.fixedId().getAsLong() == uid
                  : locked != null && locked.id() == uid);
      if (holds) {
        report
            .error(
                Code.OS0309,
                user.span(),
                "user `%s` has uid %d, which is that of `%s` of package `%s`"
                    .formatted(user.name(), uid, account.name(), account.packageName()))
            .help("choose another uid; people's begin at 1000");
        return;
      }
    }
  }

  static SystemIds of(Lock lock, List<SystemAccount> accounts) {
    SortedMap<String, Long> users = new TreeMap<>();
    SortedMap<String, Long> groups = new TreeMap<>();
    for (SystemAccount account : accounts) {
      SortedMap<String, LockedId> locked =
          account.login().isPresent() ? lock.users() : lock.groups();
      SortedMap<String, Long> ids = account.login().isPresent() ? users : groups;
      ids.put(account.name(), idOf(account, locked));
      LockedId own = lock.groups().get(account.name());
      if (account.login().isPresent() && own != null) {
        groups.putIfAbsent(account.name(), own.id());
      }
    }
    return new SystemIds(users, groups);
  }

  private static long idOf(SystemAccount account, SortedMap<String, LockedId> locked) {
    if (account.fixedId().isPresent()) {
      return account.fixedId().getAsLong();
    }
    LockedId id = locked.get(account.name());
    if (id == null) {
      throw new IllegalStateException("account %s was not settled".formatted(account.name()));
    }
    return id.id();
  }

  /** The ids on the disk, and those of {@code ours} that it lacks, moved where they are taken. */
  static Lock merge(Lock ours, Lock disk) {
    AccountIds ids = new AccountIds(disk);
    ours.users().forEach((name, id) -> ids.adopt(ids.users, ids.groups, name, id));
    ours.groups().forEach((name, id) -> ids.adopt(ids.groups, ids.users, name, id));
    return ids.into(ours);
  }

  private void adopt(
      SortedMap<String, LockedId> map,
      SortedMap<String, LockedId> twins,
      String name,
      LockedId ours) {
    LockedId known = map.get(name);
    if (known != null) {
      SortedSet<String> packages = new TreeSet<>(known.packages());
      packages.addAll(ours.packages());
      map.put(name, new LockedId(known.id(), packages));
      return;
    }
    LockedId twin = twins.get(name);
    boolean own = taken.add(ours.id()) || (twin != null && twin.id() == ours.id());
    map.put(name, new LockedId(own ? ours.id() : choose(name), ours.packages()));
  }
}
