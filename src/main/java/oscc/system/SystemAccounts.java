package oscc.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.manifest.SystemAccount;

/**
 * Which users and groups packages bring, since no maintainer script runs: base-passwd says it in
 * its master files, others in sysusers.d(5), and for those that say it nowhere there is a table.
 */
public final class SystemAccounts {
  private static final String NOLOGIN = "/usr/sbin/nologin";

  /** Groups that Debian 12's scripts make with {@code addgroup --system}, by package. */
  private static final Map<String, List<String>> GROUPS =
      Map.of(
          "udev", List.of("input", "kvm", "render", "sgx"),
          "openssh-client", List.of("_ssh"));

  /** Users that Debian 12's scripts make with {@code adduser --system}, by package. */
  private static final Map<String, List<SystemUser>> USERS =
      Map.of(
          "dbus-system-bus-common",
              List.of(new SystemUser("messagebus", "messagebus", "/nonexistent")),
          "openssh-server", List.of(new SystemUser("sshd", "nogroup", "/run/sshd")),
          "dnsmasq-base", List.of(new SystemUser("dnsmasq", "nogroup", "/var/lib/misc")),
          "tcpdump", List.of(new SystemUser("tcpdump", "tcpdump", "/nonexistent")),
          "chrony", List.of(new SystemUser("_chrony", "_chrony", "/var/lib/chrony")),
          "rpcbind", List.of(new SystemUser("_rpc", "nogroup", "/run/rpcbind")));

  /** A user that cannot log in. */
  private record SystemUser(String name, String group, String home) {}

  private final Map<String, SystemAccount> users = new LinkedHashMap<>();
  private final Map<String, SystemAccount> groups = new LinkedHashMap<>();

  private SystemAccounts() {}

  /** The accounts of these packages: groups first, then users, no name twice among either. */
  public static List<SystemAccount> of(List<Unit> units) {
    SystemAccounts accounts = new SystemAccounts();
    for (Unit unit : units) {
      String name = unit.debName().orElse(unit.name());
      for (Survey.TextFile file : unit.survey().texts()) {
        accounts.add(name, file);
      }
      accounts.addFromTable(name);
    }
    return Stream.concat(accounts.groups.values().stream(), accounts.users.values().stream())
        .toList();
  }

  private void add(String unit, Survey.TextFile file) {
    String path = file.path().value();
    if (path.equals("/usr/share/base-passwd/group.master")) {
      file.text().lines().forEach(line -> addMasterGroup(unit, line.split(":", -1)));
    } else if (path.equals("/usr/share/base-passwd/passwd.master")) {
      file.text().lines().forEach(line -> addMasterUser(unit, line.split(":", -1)));
    } else if (path.startsWith("/usr/lib/sysusers.d/") && path.endsWith(".conf")) {
      file.text().lines().forEach(line -> addSysusers(unit, SysusersLine.words(line)));
    }
  }

  private void addMasterGroup(String unit, String[] fields) {
    if (fields.length >= 3) {
      group(unit, fields[0], Account.id(fields[2]));
    }
  }

  /** The master's groups are numbers; those of the same package say their names. */
  private void addMasterUser(String unit, String[] fields) {
    if (fields.length == 7) {
      OptionalLong gid = Account.id(fields[3]);
      String group =
          groups.values().stream()
              .filter(g -> g.fixedId().equals(gid))
              .map(SystemAccount::name)
              .findFirst()
              .orElse(gid.orElse(0) == 65534 ? "nogroup" : fields[0]);
      user(
          unit,
          fields[0],
          Account.id(fields[2]),
          new SystemAccount.Login(group, fields[4], fields[5], fields[6]));
    }
  }

  private void addSysusers(String unit, List<String> words) {
    if (words.size() < 2) {
      return;
    }
    String name = words.get(1);
    String id = word(words, 2, "-");
    switch (words.getFirst()) {
      case "u", "u!" -> {
        int colon = id.indexOf(':');
        String group = colon < 0 ? name : id.substring(colon + 1);
        OptionalLong uid = Account.id(colon < 0 ? id : id.substring(0, colon));
        String home = word(words, 4, "/");
        String shell = word(words, 5, uid.orElse(1) == 0 ? "/bin/sh" : NOLOGIN);
        user(unit, name, uid, new SystemAccount.Login(group, word(words, 3, ""), home, shell));
      }
      case "g" -> group(unit, name, Account.id(id));
      case "m" -> {
        group(unit, id, OptionalLong.empty());
        user(unit, name, OptionalLong.empty(), new SystemAccount.Login(name, "", "/", NOLOGIN));
      }
      default -> {}
    }
  }

  private static String word(List<String> words, int index, String otherwise) {
    return words.size() > index && !words.get(index).equals("-") ? words.get(index) : otherwise;
  }

  private void addFromTable(String unit) {
    GROUPS.getOrDefault(unit, List.of()).forEach(g -> group(unit, g, OptionalLong.empty()));
    for (SystemUser user : USERS.getOrDefault(unit, List.of())) {
      SystemAccount.Login login = new SystemAccount.Login(user.group(), "", user.home(), NOLOGIN);
      user(unit, user.name(), OptionalLong.empty(), login);
    }
  }

  private void group(String unit, String name, OptionalLong id) {
    groups.putIfAbsent(name, new SystemAccount(unit, name, id, Optional.empty()));
  }

  private void user(String unit, String name, OptionalLong id, SystemAccount.Login login) {
    users.putIfAbsent(name, new SystemAccount(unit, name, id, Optional.of(login)));
  }
}
