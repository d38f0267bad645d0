package oscc.archive.squashfs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.store.Digest;

/**
 * The contents that become one object: distinct, none empty, in the order in which they are packed.
 */
public record ObjectSource(List<Content> contents) {

  public ObjectSource {
    contents = List.copyOf(contents);
    Set<Digest> seen = new HashSet<>();
    for (Content content : contents) {
      if (content.size() == 0 || !seen.add(content.digest())) {
        throw new IllegalArgumentException("empty or repeated content " + content.digest());
      }
    }
  }

  /** The contents of the regular files of one tree. */
  public static ObjectSource of(FileTree tree) {
    return of(List.of(tree));
  }

  /** The contents of the regular files of several trees that are compressed together. */
  public static ObjectSource of(List<FileTree> trees) {
    Set<Digest> seen = new HashSet<>();
    List<Content> contents = new ArrayList<>();
    for (FileTree tree : trees) {
      for (FileTree.Entry entry : tree) {
        if (entry.node() instanceof Node.RegularFile file
            && file.content().size() > 0
            && seen.add(file.content().digest())) {
          contents.add(file.content());
        }
      }
    }
    return new ObjectSource(contents);
  }
}
