package oscc.image;

import oscc.diag.Span;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
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
  static Unit derived(FileTree tree) {
    return new Unit("derived files", tree.digest(), tree, Survey.EMPTY);
  }
}
