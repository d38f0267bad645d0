package oscc.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;

/** Makes trees with every kind of node; the same seed gives the same tree. */
public final class RandomTree {
  private static final List<String> NAMES =
      List.of("bin", "a", "a-b", "a.b", "lib64", "Ärger", "名", "\ud83d\udc27", "with space", "~");
  private static final int[] SIZES = {0, 1, 5, 100, 4095, 4096, 4097, 12288, 30000, 70000};

  private final Random random;
  private final boolean xattrs;
  private final FileTreeBuilder builder;
  private final List<UnixPath> folders = new ArrayList<>(List.of(UnixPath.ROOT));
  private final List<UnixPath> others = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();

  private RandomTree(Random random, boolean xattrs) {
    this.random = random;
    this.xattrs = xattrs;
    this.builder = FileTree.builder(random.nextInt(2_000_000_000));
  }

  /** A tree that any archive format can hold. */
  public static FileTree plain(long seed, int entries) {
    return new RandomTree(new Random(seed), false).make(entries);
  }

  /** A tree with extended attributes. */
  public static FileTree withXattrs(long seed, int entries) {
    return new RandomTree(new Random(seed), true).make(entries);
  }

  private FileTree make(int entries) {
    for (int i = 0; i < entries; i++) {
      UnixPath folder = folders.get(random.nextInt(folders.size()));
      UnixPath path = folder.child(name(i));
      switch (random.nextInt(9)) {
        case 0, 1 -> {
          builder.put(path, new Node.Directory(attributes()));
          folders.add(path);
        }
        case 2 -> put(path, new Node.Symlink(attributes(), "../" + "x".repeat(i % 99) + name(i)));
        case 3 -> put(path, special());
        case 4 -> link(path);
        default -> put(path, new Node.RegularFile(attributes(), content()));
      }
    }
    return builder.build();
  }

  private String name(int i) {
    return NAMES.get(random.nextInt(NAMES.size())) + i;
  }

  private void put(UnixPath path, Node.Inode inode) {
    builder.put(path, inode);
    others.add(path);
  }

  private void link(UnixPath path) {
    if (!others.isEmpty()) {
      builder.link(path, others.get(random.nextInt(others.size())));
    }
  }

  private Node.Inode special() {
    return switch (random.nextInt(4)) {
      case 0 -> new Node.Fifo(attributes());
      case 1 -> new Node.Socket(attributes());
      case 2 -> device(Node.DeviceNode.Kind.BLOCK);
      default -> device(Node.DeviceNode.Kind.CHARACTER);
    };
  }

  private Node.DeviceNode device(Node.DeviceNode.Kind kind) {
    int major = random.nextInt(1 << 12);
    return new Node.DeviceNode(attributes(), kind, major, random.nextInt(1 << 20));
  }

  private Attributes attributes() {
    long[] ids = {0, 0, 0, 1000, 65534, 0xffff_ffffL};
    long time = random.nextInt(8) == 0 ? 0xffff_ffffL : random.nextInt(2_000_000_000);
    return new Attributes(
        new Mode(random.nextInt(010000)),
        ids[random.nextInt(ids.length)],
        ids[random.nextInt(ids.length)],
        time,
        xattrs && random.nextInt(5) == 0 ? someXattrs() : List.of());
  }

  private List<Xattr> someXattrs() {
    // cap_net_raw=ep, as ping has it: version 2 with the effective bit, one permitted bit.
    Xattr capability = new Xattr("security.capability", "0100000200200000000000000000000000000000");
    Xattr comment =
        Xattr.of("user.comment", ("v" + random.nextInt(3)).getBytes(StandardCharsets.UTF_8));
    return random.nextBoolean() ? List.of(capability) : List.of(capability, comment);
  }

  private Content content() {
    if (!contents.isEmpty() && random.nextInt(4) == 0) {
      return contents.get(random.nextInt(contents.size()));
    }
    byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
    switch (random.nextInt(3)) {
      case 0 -> random.nextBytes(bytes);
      case 1 -> fillWithText(bytes);
      default -> fillEnds(bytes);
    }
    Content content = Content.of(bytes);
    contents.add(content);
    return content;
  }

  private void fillWithText(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
  }

  /** Zeros with a little at both ends. */
  private void fillEnds(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[0] = (byte) random.nextInt(2);
      bytes[bytes.length - 1] = (byte) random.nextInt(2);
    }
  }
}
