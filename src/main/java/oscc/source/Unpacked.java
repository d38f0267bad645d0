package oscc.source;

import java.util.List;
import java.util.Set;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.store.Blob;

/**
 * What came out of a package.
 *
 * @param contents the blob that all contents of the tree lie in
 * @param notes texts that the package has beside its files, under the path where dpkg keeps them
 * @param matched the globs of the selection that matched something
 */
record Unpacked(FileTree tree, Blob contents, List<Survey.TextFile> notes, Set<String> matched) {
  Unpacked {
    notes = List.copyOf(notes);
    matched = Set.copyOf(matched);
  }
}
