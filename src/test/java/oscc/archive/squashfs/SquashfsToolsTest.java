package oscc.archive.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.archive.HostTool;
import oscc.archive.RandomTree;
import oscc.codec.Codec;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;

/** What other programs read in our images is what went in. */
@Tag("tools")
class SquashfsToolsTest {
  private static final String TOOLS = "squashfs-tools";
  private static final String TOOLS_NG = "squashfs-tools-ng";

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void openStore() throws IOException {
    store = Store.open(folder.resolve("store"));
  }

  @ParameterizedTest
  @CsvSource({
    "ZSTD, 4096, 1",
    "ZSTD, 131072, 2",
    "XZ, 8192, 3",
    "XZ, 1048576, 4",
    "GZIP, 4096, 5",
    "GZIP, 1048576, 6",
    "NONE, 4096, 7"
  })
  void a_random_tree_comes_out_as_it_went_in(Codec codec, int blockSize, long seed)
      throws IOException {
    FileTree tree = RandomTree.withXattrs(seed, 400);

    Path image = image(tree, new SquashfsOptions(codec, codec.maxLevel() / 2, blockSize, 2));

    assertListed(tree, image);
    assertContents(tree, image);
  }

  @Test
  void seventy_thousand_entries_in_a_folder_are_all_found() throws IOException {
    UnixPath many = new UnixPath("/many");
    FileTreeBuilder builder = FileTree.builder(0);
    for (int i = 0; i < 70_000; i++) {
      builder.put(many.child("entry-" + i), new Node.Fifo(root()));
    }
    builder.put(many.child("n".repeat(255)), regular("long name"));
    builder.put(many.child("z"), regular("last"));
    FileTree tree = builder.build();

    Path image = image(tree, new SquashfsOptions(Codec.ZSTD, 3, 1 << 17, 2));

    assertListed(tree, image);
    for (String name : List.of("n".repeat(255), "z")) {
      assertThat(HostTool.run(TOOLS_NG, "rdsquashfs", "-c", "/many/" + name, image)).isNotEmpty();
      assertThat(HostTool.run(TOOLS, "unsquashfs", "-cat", image, "many/" + name)).isNotEmpty();
    }
  }

  @Test
  void a_sparse_file_over_four_gigabytes_has_its_data_where_it_was() throws IOException {
    long size = (5L << 30) + 77;
    Blob blob = store.keep(new ByteArrayInputStream("startmiddle-end".getBytes(UTF_8)));
    List<Content.Extent> extents =
        List.of(
            new Content.Extent(0, 0, 5),
            new Content.Extent((4L << 30) + 5000, 5, 6),
            new Content.Extent(size - 4, 11, 4));
    Content content = new Content.Slice(blob, Digest.of("big".getBytes(UTF_8)), size, extents);
    FileTree tree =
        FileTree.builder(0)
            .put(new UnixPath("/sparse"), new Node.RegularFile(root(), content))
            .build();

    Path image = image(tree, new SquashfsOptions(Codec.ZSTD, 3, 1 << 20, 2));

    assertListed(tree, image);
    Path unpacked = folder.resolve("unpacked");
    HostTool.run(TOOLS, "unsquashfs", "-q", "-n", "-d", unpacked, image);
    Path file = unpacked.resolve("sparse");
    assertThat(Files.size(file)).isEqualTo(size);
    assertThat(bytes(file, 0, 8)).isEqualTo("start\0\0\0");
    assertThat(bytes(file, (4L << 30) + 4999, 8)).isEqualTo("\0middle\0");
    assertThat(bytes(file, size - 5, 5)).isEqualTo("\0-end");
  }

  @Test
  void a_tree_without_any_content_is_an_image() throws IOException {
    FileTree tree = FileTree.builder(1_000_000_000).build();

    assertListed(tree, image(tree, new SquashfsOptions(Codec.XZ, 6, 1 << 17, 1)));
  }

  @Test
  void hard_links_are_one_inode() throws IOException {
    FileTree tree =
        FileTree.builder(0)
            .put(new UnixPath("/a/file"), regular("text"))
            .link(new UnixPath("/b/link"), new UnixPath("/a/file"))
            .build();

    Path image = image(tree, new SquashfsOptions(Codec.ZSTD, 3, 4096, 1));

    String file = HostTool.run(TOOLS_NG, "rdsquashfs", "-s", "/a/file", image);
    String link = HostTool.run(TOOLS_NG, "rdsquashfs", "-s", "/b/link", image);
    assertThat(link.lines().skip(1)).containsExactlyElementsOf(file.lines().skip(1).toList());
    assertThat(file).containsPattern("[Ll]ink count: 2");
  }

  @Test
  void extended_attributes_are_read_back() throws IOException {
    FileTree tree = RandomTree.withXattrs(9, 100);

    Path image = image(tree, new SquashfsOptions(Codec.ZSTD, 3, 4096, 1));

    for (FileTree.Entry entry : tree) {
      String read = HostTool.run(TOOLS_NG, "rdsquashfs", "-x", entry.path(), image);
      String expected = "";
      for (var xattr : tree.inode(entry.node()).attributes().xattrs()) {
        boolean text = xattr.name().startsWith("user.");
        String value = text ? new String(xattr.value(), UTF_8) : "0x" + xattr.hex();
        expected += xattr.name() + "=" + value + "\n";
      }
      assertThat(read).isEqualToIgnoringCase(expected);
    }
  }

  @Test
  @Tag("full")
  void an_image_over_four_gigabytes_is_read_to_its_last_file() throws IOException {
    byte[] noise = new byte[64 << 20];
    new Random(10).nextBytes(noise);
    Blob blob = store.keep(new ByteArrayInputStream(noise));
    List<Content.Extent> extents = new ArrayList<>();
    for (long at = 0; at < 9L << 29; at += noise.length) {
      extents.add(new Content.Extent(at, 0, noise.length));
    }
    Content unnamed = new Content.Slice(blob, blob.digest(), 9L << 29, extents);
    Content big = new Content.Slice(blob, digest(unnamed.open()), 9L << 29, extents);
    FileTree tree =
        FileTree.builder(0)
            .put(new UnixPath("/big"), new Node.RegularFile(root(), big))
            .put(new UnixPath("/last"), new Node.RegularFile(root(), Content.of(blob)))
            .put(new UnixPath("/small"), regular("small"))
            .build();

    Path image = image(tree, new SquashfsOptions(Codec.NONE, 0, 1 << 20, 2));

    assertThat(Files.size(image)).isGreaterThan(9L << 29);
    assertListed(tree, image);
    assertThat(printed(image, "big")).isEqualTo(big.digest());
    assertThat(printed(image, "last")).isEqualTo(blob.digest());
    assertThat(printed(image, "small")).isEqualTo(Digest.of("small".getBytes(UTF_8)));
  }

  @Test
  @Tag("full")
  void a_million_inodes_are_all_listed() throws IOException {
    FileTreeBuilder builder = FileTree.builder(0);
    for (int i = 0; i < 1_000_000; i++) {
      UnixPath path = new UnixPath("/d%03d/f%04d".formatted(i / 4000, i % 4000));
      builder.put(path, regular("content " + i % 50_000));
    }
    FileTree tree = builder.build();

    Path image = image(tree, new SquashfsOptions(Codec.ZSTD, 3, 1 << 17, 2));

    assertListed(tree, image);
    assertThat(HostTool.run(TOOLS, "unsquashfs", "-cat", image, "d249/f3999"))
        .isEqualTo("content 49999");
  }

  private static Digest digest(InputStream in) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (in) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    }
    return Digest.ofFinished(sha256);
  }

  private static Digest printed(Path image, String path) throws IOException {
    Process process = HostTool.start(TOOLS_NG, "rdsquashfs", "-c", path, image);
    Digest digest = digest(process.getInputStream());
    HostTool.end(process, "rdsquashfs", "-c", path);
    return digest;
  }

  private void assertListed(FileTree tree, Path image) {
    List<String> described = new ArrayList<>();
    List<String> listed = new ArrayList<>();
    for (FileTree.Entry entry : tree) {
      Node.Inode inode = tree.inode(entry.node());
      if (!entry.path().isRoot()) {
        described.add(Listings.describe(entry.path(), inode));
      }
      listed.add(Listings.line(entry.path(), inode));
    }
    assertThat(HostTool.run(TOOLS_NG, "rdsquashfs", "-d", image).lines().sorted().toList())
        .isEqualTo(described.stream().sorted().toList());
    assertThat(
            HostTool.run(TOOLS, "unsquashfs", "-lln", image).lines().map(Listings::normal).toList())
        .isEqualTo(listed);
  }

  private void assertContents(FileTree tree, Path image) throws IOException {
    Path unpacked = folder.resolve("unpacked");
    HostTool.run(
        TOOLS_NG, "rdsquashfs", "-q", "-D", "-S", "-F", "-L", "-u", "/", "-p", unpacked, image);
    for (FileTree.Entry entry : tree) {
      if (tree.inode(entry.node()) instanceof Node.RegularFile file) {
        assertThat(unpacked.resolve(entry.path().relative()))
            .hasBinaryContent(file.content().open().readAllBytes());
      }
    }
  }

  private Path image(FileTree tree, SquashfsOptions options) throws IOException {
    Path file = folder.resolve("image.squashfs");
    List<SquashfsObject> objects = List.of(ObjectCompiler.compile(tree, options, store));
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SquashfsLinker.write(tree, objects, 0, options, out);
    }
    return file;
  }

  private static String bytes(Path file, long at, int length) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      in.read(buffer, at);
      return new String(buffer.array(), UTF_8);
    }
  }

  private static Attributes root() {
    return new Attributes(new Mode(0644), 0, 0xffff_ffffL, 0, List.of());
  }

  private static Node.RegularFile regular(String text) {
    return new Node.RegularFile(root(), Content.of(text));
  }
}
