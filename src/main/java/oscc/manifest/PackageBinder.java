package oscc.manifest;

import java.util.List;
import java.util.Optional;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec.Selection;
import oscc.store.Digest;

/** Makes the records of {@code packages}. */
final class PackageBinder {
  private final Inputs inputs;

  PackageBinder(Inputs inputs) {
    this.inputs = inputs;
  }

  List<PackageSpec> packages(List<Fields> entries) {
    return entries.stream().map(this::entry).toList();
  }

  private PackageSpec entry(Fields entry) {
    Span span = entry.site().span();
    Optional<Site> tar = entry.find("tar");
    if (tar.isPresent()) {
      return new PackageSpec.Tar(inputs.locator(tar.get(), digest(entry)), selection(entry), span);
    }
    Optional<Site> dir = entry.find("dir");
    if (dir.isPresent()) {
      String written = dir.get().text();
      return new PackageSpec.Dir(
          inputs.path(written).orElseThrow(), written, selection(entry), span);
    }
    return new PackageSpec.Deb(
        entry.words("deb"),
        !entry.isFalse("depends"),
        entry.words("without"),
        entry.isTrue("essential"),
        selection(entry),
        span);
  }

  /** The digest that a mapping demands of its file. */
  static Optional<Digest> digest(Fields fields) {
    return fields.text("sha256").map(Digest::new);
  }

  private static Selection selection(Fields entry) {
    return new Selection(
        entry.number("strip", 0),
        new UnixPath(entry.text("into", "/")),
        entry.texts("include"),
        entry.texts("exclude"),
        entry.isTrue("replace"));
  }
}
