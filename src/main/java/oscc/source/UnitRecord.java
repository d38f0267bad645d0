package oscc.source;

import java.util.Set;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.store.Blob;
import oscc.store.Digest;

/**
 * A unit as the store keeps it.
 *
 * @param contents the blob that all contents of the tree lie in
 * @param matched the globs of the selection that matched something
 */
record UnitRecord(Digest id, Blob contents, FileTree tree, Survey survey, Set<String> matched) {
  UnitRecord {
    matched = Set.copyOf(matched);
  }

  Unit unit(String name) {
    return new Unit(name, id, tree, survey);
  }
}
