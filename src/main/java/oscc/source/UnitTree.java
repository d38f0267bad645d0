package oscc.source;

import java.util.ArrayList;
import java.util.List;
import oscc.fstree.Attributes;
import oscc.fstree.FileTree;
import oscc.fstree.NodeWords;
import oscc.fstree.UnixPath;
import oscc.store.Blob;
import oscc.store.Words;

/**
 * The tree in a unit file: first the distinct attributes, then the entries in order. A path is the
 * number of UTF-16 units that it shares with the one before, and the rest.
 */
final class UnitTree {
  private UnitTree() {}

  static void write(FileTree tree, Words.Writer out) {
    NodeWords.Writer nodes = new NodeWords.Writer(tree, NodeWords::writeSlice);
    nodes.attributes(out);
    out.number(tree.size());
    String before = "";
    for (FileTree.Entry entry : tree) {
      String path = entry.path().value();
      int shared = shared(before, path);
      out.number(shared);
      out.text(path.substring(shared));
      nodes.write(entry.node(), out);
      before = path;
    }
  }

  private static int shared(String one, String other) {
    int end = Math.min(one.length(), other.length());
    int at = 0;
    while (at < end && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    // Half of a surrogate pair is no text.
    return at > 0 && Character.isHighSurrogate(one.charAt(at - 1)) ? at - 1 : at;
  }

  static FileTree read(Words.Reader in, Blob blob) {
    List<Attributes> attributes = NodeWords.attributes(in);
    int count = in.count();
    List<FileTree.Entry> entries = new ArrayList<>(count);
    String before = "";
    for (int i = 0; i < count; i++) {
      String path = before.substring(0, in.count()) + in.text();
      entries.add(
          new FileTree.Entry(
              new UnixPath(path),
              NodeWords.read(in, attributes, words -> NodeWords.readSlice(words, blob))));
      before = path;
    }
    return FileTree.ofSorted(entries);
  }
}
