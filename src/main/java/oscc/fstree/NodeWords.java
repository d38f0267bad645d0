package oscc.fstree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oscc.store.Blob;
import oscc.store.Words;

/**
 * Nodes in the words of the store's files. Attributes are written once and then told by number; how
 * a content is written is up to whoever writes the tree.
 */
public final class NodeWords {
  private static final int HARD_LINK = 0;
  private static final int FOLDER = 1;
  private static final int FILE = 2;
  private static final int SYMLINK = 3;
  private static final int CHARACTER = 4;
  private static final int BLOCK = 5;
  private static final int FIFO = 6;
  private static final int SOCKET = 7;

  private NodeWords() {}

  /** Writes what says where a content's bytes are. */
  @FunctionalInterface
  public interface WritesContent {
    void write(Content content, Words.Writer out);
  }

  /** Reads what {@link WritesContent} wrote. */
  @FunctionalInterface
  public interface ReadsContent {
    Content read(Words.Reader in);
  }

  /** Writes the nodes of one tree. */
  public static final class Writer {
    private final Map<Attributes, Integer> numbers = new LinkedHashMap<>();
    private final WritesContent contents;

    /** A writer that gives numbers to all attributes that the tree has. */
    public Writer(FileTree tree, WritesContent contents) {
      this.contents = contents;
      for (FileTree.Entry entry : tree) {
        if (entry.node() instanceof Node.Inode inode) {
          numbers.putIfAbsent(inode.attributes(), numbers.size());
        }
      }
    }

    /** All attributes, for {@link NodeWords#attributes}. */
    public void attributes(Words.Writer out) {
      out.list(List.copyOf(numbers.keySet()), attributes -> write(attributes, out));
    }

    private static void write(Attributes attributes, Words.Writer out) {
      out.number(attributes.mode().bits());
      out.number(attributes.uid());
      out.number(attributes.gid());
      out.number(attributes.mtime());
      out.list(
          attributes.xattrs(),
          xattr -> {
            out.text(xattr.name());
            out.text(xattr.hex());
          });
    }

    /** A node of the tree. */
    public void write(Node node, Words.Writer out) {
      switch (node) {
        case Node.HardLink link -> {
          out.number(HARD_LINK);
          out.text(link.target().value());
        }
        case Node.Inode inode -> {
          out.number(kind(inode));
          out.number(numbers.getOrDefault(inode.attributes(), 0));
          writeRest(inode, out);
        }
      }
    }

    private static int kind(Node.Inode inode) {
      return switch (inode) {
        case Node.Directory d -> FOLDER;
        case Node.RegularFile f -> FILE;
        case Node.Symlink s -> SYMLINK;
        case Node.DeviceNode d -> d.kind() == Node.DeviceNode.Kind.BLOCK ? BLOCK : CHARACTER;
        case Node.Fifo f -> FIFO;
        case Node.Socket s -> SOCKET;
      };
    }

    private void writeRest(Node.Inode inode, Words.Writer out) {
      switch (inode) {
        case Node.RegularFile f -> contents.write(f.content(), out);
        case Node.Symlink s -> out.text(s.target());
        case Node.DeviceNode d -> {
          out.number(d.major());
          out.number(d.minor());
        }
        case Node.Directory d -> {}
        case Node.Fifo f -> {}
        case Node.Socket s -> {}
      }
    }
  }

  /** Reads the attributes that {@link Writer#attributes} wrote. */
  public static List<Attributes> attributes(Words.Reader in) {
    return in.list(() ->
        new Attributes(
            new Mode(in.count()),
            in.number(),
            in.number(),
            in.number(),
            in.list(() -> new Xattr(in.text(), in.text()))));
  }

  /** Reads a node. */
  public static Node read(Words.Reader in, List<Attributes> table, ReadsContent contents) {
    int kind = in.count();
    if (kind == HARD_LINK) {
      return new Node.HardLink(new UnixPath(in.text()));
    }
    Attributes attributes = table.get(in.count());
    return switch (kind) {
      case FOLDER -> new Node.Directory(attributes);
      case FILE -> new Node.RegularFile(attributes, contents.read(in));
      case SYMLINK -> new Node.Symlink(attributes, in.text());
      case CHARACTER ->
          new Node.DeviceNode(attributes, Node.DeviceNode.Kind.CHARACTER, in.count(), in.count());
      case BLOCK ->
          new Node.DeviceNode(attributes, Node.DeviceNode.Kind.BLOCK, in.count(), in.count());
      case FIFO -> new Node.Fifo(attributes);
      case SOCKET -> new Node.Socket(attributes);
      default -> throw new IllegalStateException("there is no node of kind " + kind);
    };
  }

  /** Writes a content's digest, size and extents: all but the blob that they lie in. */
  public static void writeSlice(Content content, Words.Writer out) {
    out.digest(content.digest());
    out.number(content.size());
    out.list(
        content.extents(),
        extent -> {
          out.number(extent.at());
          out.number(extent.from());
          out.number(extent.length());
        });
  }

  /** Reads what {@link #writeSlice} wrote. */
  public static Content.Slice readSlice(Words.Reader in, Blob blob) {
    return new Content.Slice(
        blob,
        in.digest(),
        in.number(),
        in.list(() -> new Content.Extent(in.number(), in.number(), in.number())));
  }
}
