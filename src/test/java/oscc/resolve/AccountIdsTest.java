package oscc.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.manifest.Machine;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.manifest.User;

class AccountIdsTest {
  private final Report report = new Report();

  private static SystemAccount user(String name, OptionalLong id) {
    var login = new SystemAccount.Login(name, "", "/", "/usr/sbin/nologin");
    return new SystemAccount(name + "-deb", name, id, Optional.of(login));
  }

  private static SystemAccount user(String name) {
    return user(name, OptionalLong.empty());
  }

  private static SystemAccount group(String name) {
    return new SystemAccount(name + "-deb", name, OptionalLong.empty(), Optional.empty());
  }

  private static Lock.LockedId locked(Lock lock, String name) {
    return Optional.ofNullable(lock.users().get(name)).orElseThrow();
  }

  private static Machine machine(User... users) {
    return Machines.in(Path.of("/m")).users(users).machine();
  }

  @Test
  void an_account_gets_one_free_id_for_its_user_and_its_group() {
    List<SystemAccount> accounts = List.of(user("sshd"), group("render"), user("dbus"));

    Lock lock = Lock.EMPTY.settle(accounts, machine(), report);

    SystemIds ids = lock.ids(accounts);
    assertThat(ids.users()).containsOnlyKeys("sshd", "dbus");
    assertThat(ids.groups()).containsOnlyKeys("sshd", "dbus", "render");
    assertThat(ids.users().get("sshd")).isEqualTo(ids.groups().get("sshd")).isBetween(100L, 999L);
    assertThat(new TreeSet<>(ids.groups().values())).hasSize(3);
    assertThat(locked(lock, "sshd").packages()).containsExactly("sshd-deb");
  }

  @Test
  void ids_never_move_and_do_not_depend_on_who_came_first() {
    Lock one = Lock.EMPTY.settle(List.of(user("a"), user("b")), machine(), report);
    Lock other = Lock.EMPTY.settle(List.of(user("b")), machine(), report);

    assertThat(other.users().get("b")).isEqualTo(one.users().get("b"));
    Lock more = one.settle(List.of(group("c"), user("b"), user("a")), machine(), report);
    assertThat(more.users()).isEqualTo(one.users());
  }

  @Test
  void nine_hundred_accounts_get_nine_hundred_ids() {
    List<SystemAccount> accounts = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      accounts.add(user("u" + i));
    }

    Lock lock = Lock.EMPTY.settle(accounts, machine(), report);

    assertThat(new TreeSet<>(lock.ids(accounts).users().values())).hasSize(900);
  }

  @Test
  void ids_of_the_manifest_and_fixed_ones_are_left_alone() {
    long free = locked(Lock.EMPTY.settle(List.of(user("a")), machine(), report), "a").id();
    List<SystemAccount> accounts = List.of(user("a"), user("root", OptionalLong.of(free - 1)));
    Machine taken = machine(Machines.user("me", OptionalLong.of(free)));

    Lock lock = Lock.EMPTY.settle(accounts, taken, report);

    assertThat(lock.ids(accounts).users())
        .containsEntry("a", free - 2)
        .containsEntry("root", free - 1);
    assertThat(lock.users()).containsOnlyKeys("a");
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void a_person_with_the_id_of_an_account_is_an_error() {
    Lock lock = Lock.EMPTY.settle(List.of(user("a")), machine(), report);
    long id = locked(lock, "a").id();

    lock.settle(List.of(user("a")), machine(Machines.user("me", OptionalLong.of(id))), report);

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.code()).isEqualTo(Code.OS0309);
          assertThat(d.message()).contains("`me`", Long.toString(id), "`a`", "`a-deb`");
        });
  }

  @Test
  void a_fixed_id_that_the_lock_gave_away_is_an_error() {
    Lock lock = Lock.EMPTY.settle(List.of(user("a")), machine(), report);
    long id = locked(lock, "a").id();

    lock.settle(List.of(user("a"), user("new", OptionalLong.of(id))), machine(), report);

    assertThat(report.diagnostics()).extracting(d -> d.code()).containsExactly(Code.OS0309);
  }

  @Test
  void a_merge_keeps_ids_on_the_disk_and_moves_those_that_collide() {
    Lock disk = Lock.EMPTY.settle(List.of(user("a")), machine(), report);
    long id = locked(disk, "a").id();
    var same = new Lock.LockedId(id, new TreeSet<>(Set.of("b-deb")));
    var users = new TreeMap<>(Map.of("b", same));
    Lock ours = new Lock(disk.debs(), disk.urls(), disk.keyFiles(), users, new TreeMap<>());

    Lock merged = ours.merge(Lock.EMPTY, disk);

    assertThat(locked(merged, "a").id()).isEqualTo(id);
    assertThat(locked(merged, "b").id()).isNotEqualTo(id).isBetween(100L, 999L);
  }
}
