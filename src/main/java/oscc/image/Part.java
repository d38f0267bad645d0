package oscc.image;

import oscc.diag.Span;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.fstree.TreeDigest;
import oscc.fstree.Unit;
import oscc.source.Sources.PackageUnit;

/**
 * A unit of the package layer and the place in the manifest that asks for it.
 *
 * @param replaces whether its files may replace those of earlier parts
 */
record Part(Unit unit, Span span, boolean replaces) {

  static Part of(PackageUnit unit) {
    return new Part(unit.unit(), unit.spec().span(), unit.spec().selection().replace());
  }

  /** Files that no package brings, since its script would have made them. */
  static Part derived(FileTree tree, Span span) {
    return new Part(
        new Unit("derived files", TreeDigest.of(tree), tree, Survey.EMPTY), span, false);
  }
}
