package oscc.resolve;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import oscc.diag.Report;
import oscc.manifest.Machine;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.store.Digest;

/**
 * What {@code oscc.lock} says: all that a manifest's folder does not hold and a build depends on. A
 * value; {@link LockFiles} reads and writes it.
 *
 * @param debs answers of apt, by {@link DebRequest#key}
 * @param urls what is behind addresses, by address without credentials
 * @param keyFiles key files outside the folder, by path as written
 * @param users ids of the users that packages bring, by name
 * @param groups ids of the groups that packages bring, by name
 */
public record Lock(
    SortedMap<String, List<LockedDeb>> debs,
    SortedMap<String, LockedUrl> urls,
    SortedMap<String, KeyFile> keyFiles,
    SortedMap<String, LockedId> users,
    SortedMap<String, LockedId> groups) {

  /** The lock of a folder that has none. */
  public static final Lock EMPTY =
      new Lock(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  public Lock {
    debs = frozen(debs);
    urls = frozen(urls);
    keyFiles = frozen(keyFiles);
    users = frozen(users);
    groups = frozen(groups);
  }

  private static <V> SortedMap<String, V> frozen(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** Written out, since what Java derives for records costs a short run some milliseconds. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Lock lock
            && debs.equals(lock.debs)
            && urls.equals(lock.urls)
            && keyFiles.equals(lock.keyFiles)
            && users.equals(lock.users)
            && groups.equals(lock.groups));
  }

  @Override
  public int hashCode() {
    return Objects.hash(debs, urls, keyFiles, users, groups);
  }

  /** What is behind an address. */
  public record LockedUrl(Digest digest, long size) {}

  /** The text of a file of public keys. */
  public record KeyFile(String text) {}

  /** The id of an account and the packages that bring it. */
  public record LockedId(long id, SortedSet<String> packages) {
    public LockedId {
      packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }

    /** Written out for the same reason as that of the lock. */
    @Override
    public boolean equals(Object other) {
      return other instanceof LockedId locked
          && id == locked.id
          && packages.equals(locked.packages);
    }

    @Override
    public int hashCode() {
      return Objects.hash(id, packages);
    }
  }

  /** The answer to a request. */
  Optional<List<LockedDeb>> find(DebRequest request) {
    return Optional.ofNullable(debs.get(request.key()));
  }

  /** What is behind an address, if the lock knows it. */
  Optional<LockedUrl> findUrl(String address) {
    return Optional.ofNullable(urls.get(address));
  }

  /** This lock with the answer to a request. */
  Lock with(DebRequest request, List<LockedDeb> packages) {
    return new Lock(put(debs, request.key(), List.copyOf(packages)), urls, keyFiles, users, groups);
  }

  /** This lock with what is behind an address. */
  Lock withUrl(String address, LockedUrl url) {
    return new Lock(debs, put(urls, address, url), keyFiles, users, groups);
  }

  /** This lock with the text of a key file. */
  Lock withKeyFile(String path, KeyFile file) {
    return new Lock(debs, urls, put(keyFiles, path, file), users, groups);
  }

  private static <V> SortedMap<String, V> put(SortedMap<String, V> map, String key, V value) {
    SortedMap<String, V> more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }

  /**
   * This lock with an id for each account that packages bring to {@code machine}. Ids that are
   * there never change; a new one is free in the lock, among the accounts and in the manifest.
   */
  public Lock settle(List<SystemAccount> accounts, Machine machine, Report report) {
    return AccountIds.settle(this, accounts, machine, report);
  }

  /** The ids of these accounts, fixed ones included. {@link #settle} was asked for them before. */
  public SystemIds ids(List<SystemAccount> accounts) {
    return AccountIds.of(this, accounts);
  }

  /** The ids that this lock gives to accounts of the plan's packages: what the build id counts. */
  public SystemIds ids(BuildPlan plan) {
    SortedSet<String> names = plan.packageNames();
    return new SystemIds(idsOf(users, names), idsOf(groups, names));
  }

  private static SortedMap<String, Long> idsOf(
      SortedMap<String, LockedId> accounts, SortedSet<String> packages) {
    SortedMap<String, Long> ids = new TreeMap<>();
    accounts.forEach((name, id) -> {
      if (!Collections.disjoint(id.packages(), packages)) {
        ids.put(name, id.id());
      }
    });
    return ids;
  }

  /**
   * This lock and what another build wrote meanwhile: where both changed something, this one's
   * answer stands, except that ids on the disk stay where they are.
   *
   * @param base what this build started from
   * @param disk what the file says now
   */
  Lock merge(Lock base, Lock disk) {
    return AccountIds.merge(
        new Lock(
            merge(debs, base.debs, disk.debs),
            merge(urls, base.urls, disk.urls),
            merge(keyFiles, base.keyFiles, disk.keyFiles),
            users,
            groups),
        disk);
  }

  private static <V> SortedMap<String, V> merge(
      SortedMap<String, V> ours, SortedMap<String, V> base, SortedMap<String, V> disk) {
    SortedMap<String, V> merged = new TreeMap<>(disk);
    ours.forEach((key, value) -> {
      if (!Objects.equals(base.get(key), value) || !disk.containsKey(key)) {
        merged.put(key, value);
      }
    });
    return merged;
  }
}
