package oscc.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import oscc.fstree.Attributes;
import oscc.fstree.FileTree;
import oscc.fstree.Node;

/** Compares what was read from an archive with the tree that was written. */
public final class StoredTrees {
  private StoredTrees() {}

  /** Holds that the entries are those of the tree, bytes included. */
  public static void assertSame(List<Stored> read, FileTree tree) throws IOException {
    List<String> expected = new ArrayList<>();
    for (FileTree.Entry entry : tree) {
      expected.add(line(entry, tree.inode(entry.node())));
    }
    List<String> found = new ArrayList<>();
    for (Stored entry : read) {
      found.add(line(entry));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String line(FileTree.Entry entry, Node.Inode inode) throws IOException {
    String what =
        switch (inode) {
          case Node.Directory _ -> "folder";
          case Node.RegularFile file -> {
            try (var in = file.content().open()) {
              yield "file " + hash(in.readAllBytes());
            }
          }
          case Node.Symlink link -> "link " + link.target();
          case Node.DeviceNode d -> "%s %d:%d".formatted(d.kind(), d.major(), d.minor());
          case Node.Fifo _ -> "fifo";
          case Node.Socket _ -> "socket";
        };
    return "%s %s %s".formatted(entry.path(), attributes(inode.attributes()), what);
  }

  private static String line(Stored entry) throws IOException {
    String what =
        switch (entry.thing()) {
          case Stored.Folder _ -> "folder";
          case Stored.File file -> "file " + hash(bytes(file));
          case Stored.Symlink link -> "link " + link.target();
          case Stored.Device d -> "%s %d:%d".formatted(d.kind(), d.major(), d.minor());
          case Stored.Fifo _ -> "fifo";
          case Stored.Socket _ -> "socket";
        };
    return "%s %s %s".formatted(entry.path(), attributes(entry.attributes()), what);
  }

  /** The bytes of a file, as many as it says. */
  public static byte[] bytes(Stored.File file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.body().copyTo(out);
    assertThat((long) out.size()).isEqualTo(file.size());
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    return bytes.length + " " + Arrays.hashCode(bytes);
  }

  private static String attributes(Attributes a) {
    return "%s %d:%d %d".formatted(a.mode(), a.uid(), a.gid(), a.mtime());
  }
}
