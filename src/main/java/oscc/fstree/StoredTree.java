package oscc.fstree;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;
import oscc.store.WordTable;
import oscc.store.Words;

/**
 * A tree in a file of the store that is asked without being read whole: an entry becomes an object
 * when somebody looks at it. Its contents may lie in many blobs; nobody looks whether those are
 * there before they are opened.
 */
public final class StoredTree {
  /** In place of the number of a blob: the bytes follow. */
  private static final int LITERAL = 0;

  private StoredTree() {}

  /** Writes a tree. */
  public static void write(FileTree tree, Words.Writer out) {
    List<Blob> blobs = new ArrayList<>();
    Map<Digest, Integer> numbers = new HashMap<>();
    for (FileTree.Entry entry : tree) {
      if (entry.node() instanceof Node.RegularFile(_, Content.Slice slice)
          && numbers.putIfAbsent(slice.blob().digest(), blobs.size() + 1) == null) {
        blobs.add(slice.blob());
      }
    }
    out.digest(tree.digest());
    out.list(
        blobs,
        blob -> {
          out.digest(blob.digest());
          out.number(blob.size());
        });
    WordTable.Writer rows = new WordTable.Writer();
    NodeWords.Writer nodes = new NodeWords.Writer(tree, (c, row) -> write(c, numbers, row));
    nodes.attributes(out);
    for (FileTree.Entry entry : tree) {
      nodes.write(entry.node(), rows.row(entry.path().value()));
    }
    rows.write(out);
  }

  private static void write(Content content, Map<Digest, Integer> blobs, Words.Writer out) {
    switch (content) {
      case Content.Slice slice -> {
        out.number(blobs.getOrDefault(slice.blob().digest(), LITERAL));
        NodeWords.writeSlice(slice, out);
      }
      case Content.Literal literal -> {
        out.number(LITERAL);
        out.bytes(literal.bytes());
      }
    }
  }

  /** The tree that is written in what remains to be read; the reader stands behind it then. */
  public static FileTree read(Words.Reader in, Store store) {
    Digest digest = in.digest();
    List<Blob> blobs = in.list(() -> store.blob(in.digest(), in.number()));
    List<Attributes> attributes = NodeWords.attributes(in);
    WordTable rows = WordTable.read(in);
    return FileTree.of(new Table(rows, new Nodes(attributes, blobs)), digest);
  }

  /** What the rows of a tree refer to. */
  private record Nodes(List<Attributes> attributes, List<Blob> blobs) {
    FileTree.Entry read(Words.Reader row) {
      UnixPath path = new UnixPath(row.text());
      return new FileTree.Entry(path, NodeWords.read(row, attributes, this::content));
    }

    private Content content(Words.Reader row) {
      int blob = row.count();
      return blob == LITERAL
          ? Content.of(row.bytes())
          : NodeWords.readSlice(row, blobs.get(blob - 1));
    }
  }

  private static final class Table extends AbstractList<FileTree.Entry>
      implements EntryTable, RandomAccess {
    private final WordTable rows;
    private final Nodes nodes;

    /** What was looked at; threads that look at the same time find the same. */
    private final AtomicReferenceArray<FileTree.Entry> known;

    Table(WordTable rows, Nodes nodes) {
      this.rows = rows;
      this.nodes = nodes;
      this.known = new AtomicReferenceArray<>(rows.size());
    }

    @Override
    public List<FileTree.Entry> list() {
      return this;
    }

    @Override
    public int indexOf(UnixPath path) {
      return rows.indexOf(path.value());
    }

    @Override
    public FileTree.Entry get(int index) {
      FileTree.Entry seen = known.get(index);
      if (seen == null) {
        seen = nodes.read(rows.row(index));
        known.set(index, seen);
      }
      return seen;
    }

    @Override
    public int size() {
      return known.length();
    }
  }
}
