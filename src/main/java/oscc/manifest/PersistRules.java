package oscc.manifest;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Report;
import oscc.fstree.UnixPath;

/** Rules of {@code rootfs.disk} and of what lies on it. */
final class PersistRules {
  /** Folders that no disk may hide, with the reason. */
  private static final Map<UnixPath, String> FORBIDDEN = forbidden();

  private final Report report;

  PersistRules(Report report) {
    this.report = report;
  }

  private static Map<UnixPath, String> forbidden() {
    Map<UnixPath, String> reasons = new LinkedHashMap<>();
    String manifest = "it is what the manifest says, and an old copy would hide a new build";
    reasons.put(new UnixPath("/etc"), manifest);
    for (String folder : List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/boot")) {
      reasons.put(
          new UnixPath(folder),
          "programs come from packages, and an old copy would hide a new build");
    }
    for (String folder : List.of("/dev", "/proc", "/sys")) {
      reasons.put(new UnixPath(folder), "the kernel shows itself there");
    }
    for (String folder : List.of("/run", "/tmp", "/var/run", "/var/lock", "/var/tmp")) {
      reasons.put(new UnixPath(folder), "what lies there is for one boot");
    }
    return reasons;
  }

  void check(Fields rootfs, Fields vm) {
    checkDisk(rootfs, vm);
    List<Site> folders = rootfs.items("persist");
    Unique unique = new Unique(report, "path");
    for (Site folder : folders) {
      unique.claim(folder.text(), folder);
      checkPlace(folder);
      folders.forEach(other -> checkNesting(folder, other));
    }
  }

  private void checkDisk(Fields rootfs, Fields vm) {
    boolean keepsAll = rootfs.text("writable", "").equals("disk");
    boolean keepsSome = !rootfs.items("persist").isEmpty();
    Optional<Site> disk = rootfs.find("disk");
    if (!rootfs.mentions("disk")) {
      rootfs.find("writable").filter(w -> keepsAll).ifPresent(this::lacksDisk);
      rootfs.find("persist").filter(p -> keepsSome).ifPresent(this::lacksDisk);
      vm.find("disk").ifPresent(this::isForNothing);
    } else if (!keepsAll && !keepsSome && disk.isPresent()) {
      report
          .warning(Code.OS0282, disk.get().span(), "nothing lies on `rootfs.disk`")
          .path(disk.get().pointer())
          .help("name folders in `persist`, or say `writable: disk`");
    }
  }

  private void isForNothing(Site size) {
    size.error(report, Code.OS0281, "the machine has no use for a disk")
        .label("no `rootfs.disk` says that something lies on one")
        .help("remove it, or add `disk` and `persist` to `rootfs`");
  }

  private void lacksDisk(Site site) {
    site.error(report, Code.OS0281, "%s needs a disk".formatted(site.name()))
        .label("no `rootfs.disk` says which")
        .help("add `disk: {label: state}` to `rootfs`, or the `partlabel` of a partition");
  }

  private void checkPlace(Site folder) {
    UnixPath path = new UnixPath(folder.text());
    FORBIDDEN.forEach((place, reason) -> {
      if (path.isWithin(place)) {
        refuse(folder, reason);
      }
    });
    if (path.isRoot()) {
      refuse(folder, "it holds everything").help("`writable: disk` keeps all that is written");
    } else if (path.equals(new UnixPath("/var"))) {
      refuse(folder, "it holds `/var/run` and `/var/tmp`, which are for one boot")
          .help("name the folders below it that matter, such as `/var/lib` and `/var/log`");
    }
  }

  @CanIgnoreReturnValue
  private Draft refuse(Site folder, String reason) {
    return folder
        .error(report, Code.OS0280, "`%s` cannot be persistent".formatted(folder.text()))
        .label(reason);
  }

  private void checkNesting(Site folder, Site other) {
    UnixPath path = new UnixPath(folder.text());
    UnixPath above = new UnixPath(other.text());
    if (!path.equals(above) && !above.isRoot() && path.isWithin(above)) {
      folder
          .error(report, Code.OS0283, "`%s` lies in another persistent folder".formatted(path))
          .label("`%s` is one already".formatted(above))
          .related("here", other.span())
          .help("remove one of the two");
    }
  }
}
