package oscc.manifest;

import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;

/** Rules of {@code packages}. */
final class PackageRules {
  private final Report report;

  PackageRules(Report report) {
    this.report = report;
  }

  void check(Fields root, Inputs inputs) {
    for (Fields entry : root.each("packages")) {
      entry.find("tar").ifPresent(t -> inputs.check(t, entry, report));
      entry.find("dir").ifPresent(d -> inputs.checkThere(d, Inputs.Kind.FOLDER, report));
      Unique names = new Unique(report, "package");
      entry.items("deb").forEach(d -> names.claim(d.text(), d));
      for (String key : List.of("include", "exclude")) {
        entry.items(key).forEach(this::checkGlob);
      }
    }
  }

  private void checkGlob(Site glob) {
    String text = glob.text();
    Optional<String> problem = Optional.empty();
    if (text.startsWith("/")) {
      problem = Optional.of("globs are relative: leave out the leading slash");
    } else if (text.startsWith("./") || (text + "/").contains("/../") || text.startsWith("../")) {
      problem = Optional.of("names in a package have no `.` and `..`");
    } else if (text.endsWith("/")) {
      problem = Optional.of("write `%s**` for all that the folder holds".formatted(text));
    } else if (text.contains("//")) {
      problem = Optional.of("names in a package have no empty part");
    }
    problem.ifPresent(p ->
        glob.error(report, Code.OS0218, "%s matches nothing".formatted(Quoted.of(text))).label(p));
  }
}
