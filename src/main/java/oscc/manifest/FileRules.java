package oscc.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.UnixPath;

/** Rules of {@code files}. */
final class FileRules {
  private static final List<UnixPath> MOUNTED =
      List.of(
          new UnixPath("/dev"), new UnixPath("/proc"), new UnixPath("/run"), new UnixPath("/sys"));

  private final Report report;

  FileRules(Report report) {
    this.report = report;
  }

  void check(Fields root, Inputs inputs) {
    List<Fields> files = root.each("files");
    Unique unique = new Unique(report, "path");
    Map<UnixPath, Site> byPath = new HashMap<>();
    for (Fields file : files) {
      file.find("path").ifPresent(p -> unique.claim(p.text(), p));
      file.find("path").ifPresent(p -> byPath.putIfAbsent(new UnixPath(p.text()), p));
    }
    byPath.forEach((path, site) -> checkPlace(path, site, byPath));
    boolean isPublic = RootfsRules.isPublic(root.section("rootfs"));
    for (Fields file : files) {
      file.find("source").ifPresent(f -> inputs.checkThere(f, Inputs.Kind.FILE, report));
      if (isPublic) {
        checkSecret(file, inputs);
      }
      checkAttributes(file);
    }
  }

  private void checkPlace(UnixPath path, Site site, Map<UnixPath, Site> byPath) {
    for (UnixPath above = path.parent(); !above.isRoot(); above = above.parent()) {
      Site other = byPath.get(above);
      if (other != null) {
        site.error(report, Code.OS0216, "`%s` cannot lie below `%s`".formatted(path, above))
            .label("the other entry is no folder")
            .related("`%s` is here".formatted(above), other.span());
      }
    }
    MOUNTED.stream()
        .filter(path::isWithin)
        .forEach(m ->
            site.error(report, Code.OS0219, "nothing would see `%s`".formatted(path))
                .label("the machine mounts a file system over `%s`".formatted(m)));
  }

  private void checkSecret(Fields file, Inputs inputs) {
    boolean secretSource =
        file.text("source").flatMap(inputs::path).filter(PrivateKeys::isIn).isPresent();
    boolean brings = file.mentionsAny("content", "source");
    boolean secretText = PrivateKeys.isIn(file.text("content", ""));
    boolean hostKey = brings && HostKeys.isPrivate(file.text("path", ""));
    if (secretSource || secretText || hostKey) {
      file.site()
          .error(report, Code.OS0217, "a private key would be published with the bundle")
          .label("whoever can fetch the bundle would have it")
          .help("host keys are made by the machine itself when it boots for the first time");
    }
  }

  private void checkAttributes(Fields file) {
    for (String key : List.of("mode", "owner", "group")) {
      boolean without = file.mentions("absent") || (file.mentions("symlink") && key.equals("mode"));
      if (without && file.mentions(key)) {
        report
            .error(
                Code.OS0112,
                file.find(key).map(Site::key).orElse(file.site().key()),
                "`%s` only makes sense with `content` or `source`".formatted(key))
            .path(file.site().pointer() + "/" + key)
            .help("remove it");
      }
    }
  }
}
