package oscc.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.store.Store;

/** Unpacks archives in tests and tells what came out. */
final class Trees {
  private Trees() {}

  /** The tree of a tar with no selection. */
  static FileTree unpack(Store store, TarBytes tar) throws IOException {
    return unpack(store, tar.ended(), PackageSpec.Selection.ALL);
  }

  static FileTree unpack(Store store, byte[] tar, PackageSpec.Selection selection)
      throws IOException {
    return new TarSource(store, store.keep(new ByteArrayInputStream(tar)), "test.tar", selection, 7)
        .unpack()
        .tree();
  }

  /** A selection with globs. */
  static PackageSpec.Selection selection(
      int strip, String into, List<String> include, List<String> exclude) {
    return new PackageSpec.Selection(strip, new UnixPath(into), include, exclude, false);
  }

  /** A line for each entry but the root: {@code mode uid:gid mtime path what}. */
  static List<String> listing(FileTree tree) throws IOException {
    List<String> lines = new ArrayList<>();
    for (FileTree.Entry entry : tree) {
      if (!entry.path().isRoot()) {
        lines.add(line(entry));
      }
    }
    return lines;
  }

  private static String line(FileTree.Entry entry) throws IOException {
    return switch (entry.node()) {
      case Node.HardLink link -> "%s = %s".formatted(entry.path(), link.target());
      case Node.Inode inode -> {
        Attributes a = inode.attributes();
        yield "%s %d:%d %d %s%s"
            .formatted(a.mode(), a.uid(), a.gid(), a.mtime(), entry.path(), what(inode));
      }
    };
  }

  private static String what(Node.Inode inode) throws IOException {
    return switch (inode) {
      case Node.Directory d -> "/";
      case Node.RegularFile f -> " " + text(f.content());
      case Node.Symlink s -> " -> " + s.target();
      case Node.DeviceNode d -> " %s %d:%d".formatted(d.kind(), d.major(), d.minor());
      case Node.Fifo f -> " fifo";
      case Node.Socket s -> " socket";
    };
  }

  static String text(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Content content(FileTree tree, String path) {
    if (tree.inode(new UnixPath(path)).orElse(null) instanceof Node.RegularFile file) {
      return file.content();
    }
    throw new AssertionError("no file at " + path);
  }
}
