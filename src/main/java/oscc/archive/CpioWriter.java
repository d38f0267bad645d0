package oscc.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * Writes trees as cpio archives of the newc format, for the kernel to unpack. What the kernel would
 * skip in silence, or what the format cannot say, is refused.
 */
public final class CpioWriter {
  /** What {@link #rootHeader} makes the package layer's path in the initramfs. */
  public static final String ROOT_NAME = "rootfs.squashfs";

  private static final String TRAILER = "TRAILER!!!";
  // The kernel skips members with longer names or link targets (PATH_MAX, init/initramfs.c).
  private static final int PATH_MAX = 4096;

  private static final int TYPE_FIFO = 0010000;
  private static final int TYPE_CHARACTER = 0020000;
  private static final int TYPE_DIRECTORY = 0040000;
  private static final int TYPE_BLOCK = 0060000;
  private static final int TYPE_REGULAR = 0100000;
  private static final int TYPE_SYMLINK = 0120000;
  private static final int TYPE_SOCKET = 0140000;

  private final FileTree tree;
  private final OutputStream out;
  private final Map<UnixPath, Shared> shared = new HashMap<>();
  private long written;
  private long inodes;

  /** An inode with several names: how many, which comes last, and the number once it has one. */
  private static final class Shared {
    private UnixPath last;
    private int names = 1;
    private long ino;

    private Shared(UnixPath last) {
      this.last = last;
    }
  }

  private CpioWriter(FileTree tree, OutputStream out) {
    this.tree = tree;
    this.out = out;
  }

  /**
   * Writes the tree with its trailer, padded as a segment of an initrd, and leaves {@code out}
   * open. Around a compressed segment the caller pads again.
   *
   * @return how many bytes were written
   * @throws Unrepresentable if an entry has no form in this format
   */
  public static long write(FileTree tree, OutputStream out) throws IOException {
    return new CpioWriter(tree, out).writeAll();
  }

  /**
   * The header that makes a squashfs, which follows it as an image of its own, a member of the
   * initramfs: 4096 bytes, because the name is followed by NULs up to there.
   *
   * @throws Unrepresentable if the size has more than 32 bits
   */
  public static byte[] rootHeader(long size) throws Unrepresentable {
    UnixPath path = UnixPath.ROOT.child(ROOT_NAME);
    checkSize(path, size);
    return new NewcHeader(1, TYPE_REGULAR | 0444, 0, 0, 1, 0, ROOT_NAME)
        .withSize(size)
        .withNameSize(Padding.SEGMENT.alignment() - NewcHeader.FIXED)
        .encode();
  }

  private long writeAll() throws IOException {
    for (FileTree.Entry entry : tree) {
      if (entry.node() instanceof Node.HardLink link) {
        Shared names = shared.computeIfAbsent(link.target(), Shared::new);
        names.names++;
        names.last = entry.path();
      }
    }
    for (FileTree.Entry entry : tree) {
      writeEntry(entry.path(), entry.node());
    }
    put(new NewcHeader(0, 0, 0, 0, 1, 0, TRAILER).encode());
    written += Padding.SEGMENT.write(out, written);
    return written;
  }

  private void writeEntry(UnixPath path, Node node) throws IOException {
    switch (node) {
      case Node.HardLink link -> writeInode(path, link.target(), tree.inode(link));
      case Node.Inode inode -> writeInode(path, path, inode);
    }
  }

  private void writeInode(UnixPath path, UnixPath first, Node.Inode inode) throws IOException {
    checkEntry(path, inode.attributes());
    NewcHeader header = header(path, first, inode);
    switch (inode) {
      case Node.RegularFile f -> writeFile(path, first, header, f.content());
      case Node.Symlink s -> writeSymlink(path, header, s.target());
      case Node.DeviceNode d -> put(header.withDevice(d.major(), d.minor()).encode());
      case Node.Directory d -> put(header.encode());
      case Node.Fifo f -> put(header.encode());
      case Node.Socket s -> put(header.encode());
    }
  }

  private NewcHeader header(UnixPath path, UnixPath first, Node.Inode inode) {
    Attributes attributes = inode.attributes();
    Shared names = shared.get(first);
    int nlink = names != null ? names.names : inode instanceof Node.Directory ? 2 : 1;
    return new NewcHeader(
        number(names),
        type(inode) | attributes.mode().bits(),
        attributes.uid(),
        attributes.gid(),
        nlink,
        Math.clamp(attributes.mtime(), 0, NewcHeader.MAX_FIELD),
        path.isRoot() ? "." : path.relative());
  }

  /** Numbers count inodes in the order of the archive, so that no host's numbers come in. */
  private long number(@Nullable Shared names) {
    if (names == null) {
      return ++inodes;
    }
    if (names.ino == 0) {
      names.ino = ++inodes;
    }
    return names.ino;
  }

  private static int type(Node.Inode inode) {
    return switch (inode) {
      case Node.Directory d -> TYPE_DIRECTORY;
      case Node.RegularFile f -> TYPE_REGULAR;
      case Node.Symlink s -> TYPE_SYMLINK;
      case Node.DeviceNode d when d.kind() == Node.DeviceNode.Kind.BLOCK -> TYPE_BLOCK;
      case Node.DeviceNode d -> TYPE_CHARACTER;
      case Node.Fifo f -> TYPE_FIFO;
      case Node.Socket s -> TYPE_SOCKET;
    };
  }

  /** "Handling of hard links": data may come with any one name; GNU cpio has it with the last. */
  private void writeFile(UnixPath path, UnixPath first, NewcHeader header, Content content)
      throws IOException {
    Shared names = shared.get(first);
    boolean carries = names == null || names.last.equals(path);
    long size = carries ? content.size() : 0;
    checkSize(path, size);
    put(header.withSize(size).encode());
    if (size == 0) {
      return;
    }
    try (InputStream in = content.openSound()) {
      long copied = in.transferTo(out);
      if (copied != size) {
        throw new IOException("`%s` has %d bytes instead of %d".formatted(path, copied, size));
      }
    }
    written += size;
    align();
  }

  /** Each name of a symbolic link carries the target: a size of zero is not allowed for them. */
  private void writeSymlink(UnixPath path, NewcHeader header, String target) throws IOException {
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= PATH_MAX) {
      throw new Unrepresentable(path, "is a link to more than 4095 bytes");
    }
    put(header.withSize(bytes.length).encode());
    put(bytes);
    align();
  }

  private static void checkEntry(UnixPath path, Attributes attributes) throws Unrepresentable {
    if (path.relative().equals(TRAILER)) {
      throw new Unrepresentable(path, "has the name that ends a cpio archive");
    }
    if (NewcHeader.sizeOf(path.relative()) > PATH_MAX) {
      throw new Unrepresentable(path, "has more than 4095 bytes, which the kernel would skip");
    }
    if (!attributes.xattrs().isEmpty()) {
      String name = attributes.xattrs().getFirst().name();
      throw new Unrepresentable(
          path, "has the extended attribute `%s`, which cpio cannot hold".formatted(name));
    }
  }

  private static void checkSize(UnixPath path, long size) throws Unrepresentable {
    if (size > NewcHeader.MAX_FIELD) {
      throw new Unrepresentable(
          path, "has %d bytes, and cpio holds at most 4 GiB - 1".formatted(size));
    }
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  private void align() throws IOException {
    written += new Padding(4).write(out, written);
  }
}
