package oscc.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.SystemAccount;
import oscc.manifest.User;
import oscc.system.Account.GroupLine;
import oscc.system.Account.UserLine;

/**
 * Finds out who is in a machine: what every machine has, then account files of the packages, then
 * accounts that packages bring, then the manifest's users.
 */
final class AccountTable {
  private static final long FIRST_USER_ID = 1000;

  private final SystemInput input;
  private final Report report;
  private final Accounts accounts = new Accounts();

  private AccountTable(SystemInput input, Report report) {
    this.input = input;
    this.report = report;
  }

  /** The accounts of a machine. */
  static Accounts assemble(SystemInput input, Report report) throws IOException {
    AccountTable table = new AccountTable(input, report);
    table.addBasics();
    table.addPackageFiles();
    table.addPackageGroups();
    table.addPackageUsers();
    input.machine().users().forEach(table::addGroup);
    input.machine().users().forEach(table::addUser);
    return table.accounts;
  }

  /** Ids as Debian and the kernel have them. */
  private void addBasics() {
    accounts.put(new GroupLine("root", 0, List.of()));
    accounts.put(new GroupLine("tty", 5, List.of()));
    accounts.put(new GroupLine("disk", 6, List.of()));
    accounts.put(new GroupLine("shadow", 42, List.of()));
    accounts.put(new GroupLine("utmp", 43, List.of()));
    accounts.put(new GroupLine("nogroup", 65534, List.of()));
    accounts.put(user("root", 0, 0, "root", "/root", defaultShell()));
    accounts.put(user("nobody", 65534, 65534, "nobody", "/nonexistent", "/usr/sbin/nologin"));
  }

  private static UserLine user(
      String name, long uid, long gid, String gecos, String home, String shell) {
    return new UserLine(name, uid, gid, gecos, home, shell, UserLine.NO_PASSWORD);
  }

  /** A package may come with {@code /etc/passwd} and its like, as whole root file systems do. */
  private void addPackageFiles() throws IOException {
    for (String[] f : fields("/etc/group", 4)) {
      List<String> members = Stream.of(f[3].split(",")).filter(m -> !m.isEmpty()).toList();
      Account.id(f[2]).ifPresent(gid -> accounts.put(new GroupLine(f[0], gid, members)));
    }
    for (String[] f : fields("/etc/passwd", 7)) {
      OptionalLong uid = Account.id(f[2]);
      OptionalLong gid = Account.id(f[3]);
      if (uid.isPresent() && gid.isPresent()) {
        accounts.put(user(f[0], uid.getAsLong(), gid.getAsLong(), f[4], f[5], f[6]));
      }
    }
    for (String[] f : fields("/etc/shadow", 9)) {
      accounts.user(f[0]).ifPresent(u -> accounts.put(withHash(u, f[1])));
    }
  }

  private List<String[]> fields(String path, int count) throws IOException {
    Optional<Node.Inode> node = input.packages().open(new UnixPath(path));
    if (node.isEmpty() || !(node.get() instanceof Node.RegularFile file)) {
      return List.of();
    }
    try (InputStream in = file.content().openSound()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(l -> l.split(":", -1)).filter(f -> f.length == count).toList();
    }
  }

  private static UserLine withHash(UserLine u, String hash) {
    return new UserLine(u.name(), u.uid(), u.gid(), u.gecos(), u.home(), u.shell(), hash);
  }

  private void addPackageGroups() {
    for (SystemAccount account : input.accounts()) {
      if (account.login().isEmpty() && accounts.group(account.name()).isEmpty()) {
        OptionalLong gid = id(account, input.ids().groups());
        gid.ifPresent(g -> accounts.put(new GroupLine(account.name(), g, List.of())));
      }
    }
  }

  private void addPackageUsers() {
    for (SystemAccount account : input.accounts()) {
      account.login().ifPresent(login -> addPackageUser(account, login));
    }
  }

  private void addPackageUser(SystemAccount account, SystemAccount.Login login) {
    OptionalLong uid = id(account, input.ids().users());
    if (uid.isEmpty() || (accounts.user(account.name()).isPresent() && uid.getAsLong() != 0)) {
      return;
    }
    if (accounts.group(login.group()).isEmpty()) {
      Long gid = input.ids().groups().getOrDefault(login.group(), uid.getAsLong());
      accounts.put(new GroupLine(login.group(), gid, List.of()));
    }
    long gid = accounts.group(login.group()).orElseThrow().gid();
    String shell = uid.getAsLong() == 0 ? defaultShell() : login.shell();
    accounts.put(user(account.name(), uid.getAsLong(), gid, login.gecos(), login.home(), shell));
  }

  private static OptionalLong id(SystemAccount account, Map<String, Long> locked) {
    if (account.fixedId().isPresent() || !locked.containsKey(account.name())) {
      return account.fixedId();
    }
    return OptionalLong.of(locked.get(account.name()));
  }

  private String defaultShell() {
    return input.packages().open(new UnixPath("/bin/bash")).isPresent() ? "/bin/bash" : "/bin/sh";
  }

  /** Every user of the manifest has a group of its own name unless it says a number. */
  private void addGroup(User user) {
    if (user.gid().isEmpty()
        && accounts.user(user.name()).isEmpty()
        && accounts.group(user.name()).isEmpty()) {
      long gid = user.uid().orElse(-1);
      boolean free = gid >= 0 && accounts.groupWithId(gid).isEmpty();
      accounts.put(new GroupLine(user.name(), free ? gid : freeId(), List.of()));
    }
  }

  private void addUser(User user) {
    Optional<UserLine> known = accounts.user(user.name());
    long uid = user.uid().orElse(known.map(UserLine::uid).orElseGet(() -> freeUid(user)));
    checkId(user, known, uid);
    long gid =
        user.gid()
            .orElseGet(() ->
                known
                    .map(UserLine::gid)
                    .orElseGet(() -> accounts.group(user.name()).orElseThrow().gid()));
    String home =
        user.home()
            .map(UnixPath::value)
            .orElse(known.map(UserLine::home).orElse("/home/" + user.name()));
    String shell =
        user.shell().map(UnixPath::value).orElse(known.map(UserLine::shell).orElse(defaultShell()));
    String gecos = known.map(UserLine::gecos).orElse("");
    String hash = user.passwordHash().orElse(UserLine.NO_PASSWORD);
    accounts.put(new UserLine(user.name(), uid, gid, gecos, home, shell, hash));
    user.groups().forEach(group -> join(user, group));
  }

  private long freeUid(User user) {
    long own = accounts.group(user.name()).map(GroupLine::gid).orElse(-1L);
    boolean wanted = own >= FIRST_USER_ID && isFree(own);
    return wanted ? own : freeId();
  }

  private boolean isFree(long uid) {
    return accounts.userWithId(uid).isEmpty()
        && input.machine().users().stream().noneMatch(u -> u.uid().orElse(-1) == uid);
  }

  private long freeId() {
    for (long id = FIRST_USER_ID; ; id++) {
      if (isFree(id) && accounts.groupWithId(id).isEmpty()) {
        return id;
      }
    }
  }

  private void checkId(User user, Optional<UserLine> known, long uid) {
    if (known.isPresent() && known.get().uid() != uid) {
      report
          .error(
              Code.OS0608,
              user.span(),
              "user `%s` has uid %d in the packages, not %d"
                  .formatted(user.name(), known.get().uid(), uid))
          .help("leave out `uid`: files of the packages belong to that number");
      return;
    }
    Optional<UserLine> other = accounts.userWithId(uid).filter(u -> !u.name().equals(user.name()));
    other.ifPresent(u ->
        report
            .error(
                Code.OS0608,
                user.span(),
                "uid %d of user `%s` is that of `%s`".formatted(uid, user.name(), u.name()))
            .help("choose another `uid`, or leave it out"));
  }

  private void join(User user, Located<String> group) {
    if (accounts.group(group.value()).isPresent()) {
      accounts.join(group.value(), user.name());
      return;
    }
    String known = String.join(", ", accounts.groups().stream().map(GroupLine::name).toList());
    report
        .error(Code.OS0607, group.span(), "no group `%s` in the machine".formatted(group.value()))
        .help("groups come with packages such as base-passwd; there are: " + known);
  }
}
