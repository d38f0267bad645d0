package oscc.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;
import oscc.store.Blob;
import oscc.store.Digest;

class CpioWriterTest {

  @Test
  void a_member_has_a_header_of_110_bytes_a_name_and_data_each_aligned_to_four()
      throws IOException {
    Attributes attributes = new Attributes(new Mode(0644), 1, 2, 0x60000000L, List.of());
    FileTree tree =
        FileTree.builder(0)
            .put(new UnixPath("/hi"), new Node.RegularFile(attributes, Content.of("hello")))
            .build();

    String archive = ascii(write(tree));

    String root =
        "070701"
            + "00000001"
            + "000041ed"
            + "00000000"
            + "00000000"
            + "00000002"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000002"
            + "00000000"
            + ".\0";
    String hi =
        "070701"
            + "00000002"
            + "000081a4"
            + "00000001"
            + "00000002"
            + "00000001"
            + "60000000"
            + "00000005"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000003"
            + "00000000"
            + "hi\0"
            + "\0\0\0"
            + "hello"
            + "\0\0\0";
    String trailer =
        "070701"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000001"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "00000000"
            + "0000000b"
            + "00000000"
            + "TRAILER!!!\0"
            + "\0\0\0";
    assertThat(archive).startsWith(root + hi + trailer);
    assertThat(archive.substring((root + hi + trailer).length())).matches("\0*");
    assertThat(archive).hasSize(4096);
  }

  @Test
  void hard_links_share_a_number_and_the_last_of_them_has_the_data() throws IOException {
    FileTree tree =
        FileTree.builder(0)
            .put(new UnixPath("/a"), new Node.RegularFile(root(0600), Content.of("text")))
            .link(new UnixPath("/b"), new UnixPath("/a"))
            .put(new UnixPath("/c"), new Node.Fifo(root(0600)))
            .build();

    List<Member> members = members(write(tree));

    assertThat(members.subList(1, 4))
        .extracting(Member::name, Member::ino, Member::nlink, Member::size)
        .containsExactly(tuple("a", 2L, 2L, 0L), tuple("b", 2L, 2L, 4L), tuple("c", 3L, 1L, 0L));
  }

  @Test
  void each_name_of_a_symbolic_link_carries_its_target() throws IOException {
    FileTree tree =
        FileTree.builder(0)
            .put(new UnixPath("/a"), new Node.Symlink(root(0777), "target"))
            .link(new UnixPath("/b"), new UnixPath("/a"))
            .build();

    assertThat(members(write(tree)).subList(1, 3)).extracting(Member::size).containsOnly(6L);
  }

  @Test
  void a_device_node_has_its_numbers_in_the_rdev_fields() throws IOException {
    Node.DeviceNode whiteout =
        new Node.DeviceNode(root(0), Node.DeviceNode.Kind.CHARACTER, 0x12, 0x345);
    FileTree tree = FileTree.builder(0).put(new UnixPath("/d"), whiteout).build();

    Member device = members(write(tree)).get(1);

    assertThat(device.mode()).isEqualTo(0020000);
    assertThat(device.rdev()).isEqualTo("0000001200000345");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_folder_precedes_what_it_holds_and_members_are_aligned(long seed) throws IOException {
    FileTree tree = RandomTree.plain(seed, 200);

    byte[] archive = write(tree);

    List<Member> members = members(archive);
    assertThat(archive.length % 4096).isZero();
    assertThat(members).hasSize(tree.size() + 1);
    List<String> seen = new ArrayList<>(List.of("."));
    for (Member member : members.subList(1, tree.size())) {
      int slash = member.name().lastIndexOf('/');
      assertThat(seen).contains(slash < 0 ? "." : member.name().substring(0, slash));
      seen.add(member.name());
    }
  }

  @Test
  void the_header_of_a_root_file_has_4096_bytes_and_is_an_ordinary_member() throws IOException {
    byte[] header = CpioWriter.rootHeader(0x1234567L);

    assertThat(header).hasSize(4096);
    assertThat(ascii(header))
        .startsWith(
            "070701"
                + "00000001"
                + "00008124"
                + "00000000"
                + "00000000"
                + "00000001"
                + "00000000"
                + "01234567"
                + "00000000"
                + "00000000"
                + "00000000"
                + "00000000"
                + "00000f92"
                + "00000000"
                + "rootfs.squashfs\0");
    assertThat(ascii(header).substring(125)).matches("\0*");
  }

  @Test
  void four_gigabytes_are_refused_with_the_path() throws IOException {
    assertThatThrownBy(() -> CpioWriter.rootHeader(1L << 32))
        .isInstanceOf(Unrepresentable.class)
        .hasMessage("`/rootfs.squashfs` has 4294967296 bytes, and cpio holds at most 4 GiB - 1");
    Blob blob = new Blob(Path.of("/nowhere"), Digest.of(new byte[0]), 0);
    Content hole = new Content.Slice(blob, Digest.of(new byte[1]), 1L << 32, List.of());
    assertRefused("/var/big", new Node.RegularFile(root(0600), hole), "has 4294967296 bytes");
  }

  @Test
  void extended_attributes_are_refused() {
    Attributes attributes =
        new Attributes(new Mode(0755), 0, 0, 0, List.of(new Xattr("user.a", "00")));

    assertRefused("/d", new Node.Directory(attributes), "has the extended attribute `user.a`");
  }

  @Test
  void what_the_kernel_would_skip_or_take_for_the_end_is_refused() {
    assertRefused("/TRAILER!!!", new Node.Fifo(root(0600)), "ends a cpio archive");
    String deep = "/" + "d".repeat(250);
    assertRefused(deep.repeat(16) + "/" + "x".repeat(80), new Node.Fifo(root(0600)), "4095 bytes");
    assertRefused("/l", new Node.Symlink(root(0777), "x".repeat(4096)), "4095 bytes");
  }

  private static void assertRefused(String path, Node.Inode node, String why) {
    FileTree tree = FileTree.builder(0).put(new UnixPath(path), node).build();
    assertThatThrownBy(() -> CpioWriter.write(tree, OutputStream.nullOutputStream()))
        .isInstanceOfSatisfying(
            Unrepresentable.class, e -> assertThat(e.path()).isEqualTo(new UnixPath(path)))
        .hasMessageContaining("`%s`", path)
        .hasMessageContaining(why);
  }

  @Test
  @Tag("tools")
  void cpio_unpacks_what_was_written(@TempDir Path folder) throws IOException {
    FileTree tree = withoutSpecials(RandomTree.plain(7, 300));
    Path archive = folder.resolve("archive.cpio");
    Files.write(archive, write(tree));
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));

    HostTool.run(
        "cpio",
        "cpio",
        "-i",
        "-d",
        "--quiet",
        "--no-preserve-owner",
        "-D",
        unpacked,
        "-F",
        archive);

    for (FileTree.Entry entry : tree) {
      Path file = unpacked.resolve(entry.path().relative());
      switch (tree.inode(entry.node())) {
        case Node.RegularFile f ->
            assertThat(file).hasBinaryContent(f.content().open().readAllBytes());
        case Node.Symlink s -> assertThat(Files.readSymbolicLink(file)).hasToString(s.target());
        case Node.Directory d -> assertThat(file).isDirectory();
        case Node.DeviceNode d -> throw new AssertionError(d);
        case Node.Fifo f -> throw new AssertionError(f);
        case Node.Socket s -> throw new AssertionError(s);
      }
      if (entry.node() instanceof Node.HardLink link && !Files.isSymbolicLink(file)) {
        Path first = unpacked.resolve(link.target().relative());
        assertThat(Files.isSameFile(file, first)).isTrue();
      }
    }
  }

  /** An ordinary user cannot make device nodes; and what it may not read or enter says nothing. */
  private static FileTree withoutSpecials(FileTree tree) {
    FileTreeBuilder builder = FileTree.builder(0);
    for (FileTree.Entry entry : tree) {
      switch (entry.node()) {
        case Node.Directory d when !entry.path().isRoot() ->
            builder.put(entry.path(), d.withAttributes(root(0755)));
        case Node.RegularFile f -> builder.put(entry.path(), f.withAttributes(root(0644)));
        case Node.Symlink s -> builder.put(entry.path(), s);
        case Node.HardLink link when builder.contains(link.target()) ->
            builder.link(entry.path(), link.target());
        case Node node -> {}
      }
    }
    return builder.build();
  }

  private static Attributes root(int mode) {
    return Attributes.ofRoot(mode, 0);
  }

  private static byte[] write(FileTree tree) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long size = CpioWriter.write(tree, out);
    assertThat(size).isEqualTo(out.size());
    return out.toByteArray();
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A member as read back, independently of the writer. */
  private record Member(String name, long ino, long mode, long nlink, long size, String rdev) {}

  private static List<Member> members(byte[] archive) {
    List<Member> members = new ArrayList<>();
    String text = ascii(archive);
    for (int at = 0; at < text.length() && text.startsWith("070701", at); ) {
      int start = at;
      long[] fields = new long[13];
      Arrays.setAll(
          fields, i -> Long.parseLong(text.substring(start + 6 + 8 * i, start + 14 + 8 * i), 16));
      int nameSize = (int) fields[11];
      byte[] name = Arrays.copyOfRange(archive, start + 110, start + 110 + nameSize - 1);
      String rdev = text.substring(start + 78, start + 94);
      members.add(
          new Member(
              new String(name, StandardCharsets.UTF_8),
              fields[0],
              fields[1],
              fields[4],
              fields[6],
              rdev));
      at = align(align(start + 110 + nameSize) + (int) fields[6]);
    }
    return members;
  }

  private static int align(int at) {
    return (at + 3) & ~3;
  }
}
