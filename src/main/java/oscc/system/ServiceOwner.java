package oscc.system;

import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.UnixPath;
import oscc.manifest.Service;

/**
 * Whom a service runs as.
 *
 * @param uid the number of its user
 * @param gid the number of its group; further groups are those of the user
 */
record ServiceOwner(long uid, long gid) {

  /** The owner of a service; a name that the machine does not have is reported. */
  static ServiceOwner of(Service service, Accounts accounts, Report report) {
    Optional<Account.UserLine> user = service.user().flatMap(u -> accounts.user(u.value()));
    Optional<Account.GroupLine> group = service.group().flatMap(g -> accounts.group(g.value()));
    if (user.isEmpty()) {
      service.user().ifPresent(name -> reportUnknown("user", name, report));
    }
    if (group.isEmpty()) {
      service.group().ifPresent(name -> reportUnknown("group", name, report));
    }
    long gid =
        group.map(Account.GroupLine::gid).or(() -> user.map(Account.UserLine::gid)).orElse(0L);
    return new ServiceOwner(user.map(Account.UserLine::uid).orElse(0L), gid);
  }

  private static void reportUnknown(String kind, Located<String> name, Report report) {
    report
        .error(Code.OS0620, name.span(), "no %s `%s` in the machine".formatted(kind, name.value()))
        .help("name it under `users`, or add the package that brings it");
  }

  boolean isRoot() {
    return uid == 0 && gid == 0;
  }

  /** As chown(1) takes it; empty for root. */
  String text() {
    return isRoot() ? "" : uid + ":" + gid;
  }

  /**
   * What makes a process this owner's, with the further groups that the machine gives the user. The
   * file of process ids is one that is never there: no other process is looked for.
   */
  List<String> become(UnixPath busybox) {
    return List.of(
        busybox.value(), "start-stop-daemon", "-S", "-p", "/run/oscc/none", "-c", text(), "-a");
  }
}
