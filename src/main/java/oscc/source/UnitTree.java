package oscc.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;
import oscc.store.Blob;
import oscc.store.Digest;

/**
 * The tree in a unit file: first the distinct attributes, then the entries in order. A path is the
 * number of UTF-16 units that it shares with the one before, and the rest.
 */
final class UnitTree {
  private static final int HARD_LINK = 0;
  private static final int FOLDER = 1;
  private static final int FILE = 2;
  private static final int SYMLINK = 3;
  private static final int CHARACTER = 4;
  private static final int BLOCK = 5;
  private static final int FIFO = 6;
  private static final int SOCKET = 7;

  private UnitTree() {}

  static void write(FileTree tree, UnitBytes.Writer out) {
    Map<Attributes, Integer> numbers = new LinkedHashMap<>();
    for (FileTree.Entry entry : tree) {
      if (entry.node() instanceof Node.Inode inode) {
        numbers.putIfAbsent(inode.attributes(), numbers.size());
      }
    }
    out.list(List.copyOf(numbers.keySet()), attributes -> write(attributes, out));
    out.number(tree.size());
    String before = "";
    for (FileTree.Entry entry : tree) {
      String path = entry.path().value();
      int shared = shared(before, path);
      out.number(shared);
      out.text(path.substring(shared));
      write(entry.node(), numbers, out);
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

  private static void write(Attributes attributes, UnitBytes.Writer out) {
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

  private static void write(Node node, Map<Attributes, Integer> numbers, UnitBytes.Writer out) {
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

  private static void writeRest(Node.Inode inode, UnitBytes.Writer out) {
    switch (inode) {
      case Node.RegularFile f -> {
        out.digest(f.content().digest());
        out.number(f.content().size());
        out.list(
            f.content().extents(),
            extent -> {
              out.number(extent.at());
              out.number(extent.from());
              out.number(extent.length());
            });
      }
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

  static FileTree read(UnitBytes.Reader in, Blob blob) {
    List<Attributes> attributes = in.list(() -> attributes(in));
    int count = in.count();
    List<FileTree.Entry> entries = new ArrayList<>(count);
    String before = "";
    for (int i = 0; i < count; i++) {
      String path = before.substring(0, in.count()) + in.text();
      entries.add(new FileTree.Entry(new UnixPath(path), node(in, attributes, blob)));
      before = path;
    }
    return FileTree.ofSorted(entries);
  }

  private static Attributes attributes(UnitBytes.Reader in) {
    return new Attributes(
        new Mode(in.count()),
        in.number(),
        in.number(),
        in.number(),
        in.list(() -> new Xattr(in.text(), in.text())));
  }

  private static Node node(UnitBytes.Reader in, List<Attributes> table, Blob blob) {
    int kind = in.count();
    if (kind == HARD_LINK) {
      return new Node.HardLink(new UnixPath(in.text()));
    }
    Attributes attributes = table.get(in.count());
    return switch (kind) {
      case FOLDER -> new Node.Directory(attributes);
      case FILE -> new Node.RegularFile(attributes, content(in, blob));
      case SYMLINK -> new Node.Symlink(attributes, in.text());
      case CHARACTER ->
          new Node.DeviceNode(attributes, Node.DeviceNode.Kind.CHARACTER, in.count(), in.count());
      case BLOCK ->
          new Node.DeviceNode(attributes, Node.DeviceNode.Kind.BLOCK, in.count(), in.count());
      case FIFO -> new Node.Fifo(attributes);
      case SOCKET -> new Node.Socket(attributes);
      default -> throw new IllegalStateException("unit files have no node of kind " + kind);
    };
  }

  private static Content content(UnitBytes.Reader in, Blob blob) {
    Digest digest = in.digest();
    long size = in.number();
    return new Content.Slice(
        blob,
        digest,
        size,
        in.list(() -> new Content.Extent(in.number(), in.number(), in.number())));
  }
}
