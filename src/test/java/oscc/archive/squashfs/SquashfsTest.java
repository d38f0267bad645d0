package oscc.archive.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import oscc.archive.RandomTree;
import oscc.archive.Unrepresentable;
import oscc.codec.Codec;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Digest;
import oscc.store.Store;

class SquashfsTest {
  private static final int BLOCK = 4096;

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void openStore() throws IOException {
    store = Store.open(folder.resolve("store"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BZIP2")
  void an_image_does_not_depend_on_the_number_of_workers(Codec codec) throws IOException {
    FileTree tree = RandomTree.withXattrs(1, 200);

    byte[] one = image(tree, options(codec, 1), store);
    byte[] many = image(tree, options(codec, 8), Store.open(folder.resolve("other")));

    assertThat(many).isEqualTo(one);
  }

  /** The bytes that must be decompressed for one file: those of its fragment block. */
  @ParameterizedTest
  @CsvSource({"1000, 65536", "16384, 65536", "16385, 262144", "65536, 262144", "65537, 524288"})
  void files_share_fragment_blocks_with_files_of_their_size(int size, int largest)
      throws IOException {
    Random random = new Random(size);
    List<Content> contents = new ArrayList<>();
    for (int i = 0; i < 2 * largest / size + 2; i++) {
      for (int length : List.of(size, 100, 20_000, 70_000)) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        contents.add(Content.of(noise));
      }
    }
    SquashfsOptions options = new SquashfsOptions(Codec.NONE, 0, 1 << 19, 2);

    SquashfsObject object =
        ObjectCompiler.compile(List.of(new ObjectSource(contents)), options, store)
            .objects()
            .getFirst();

    long longest = 0;
    for (int i = 0; i < object.contents(); i++) {
      ObjectRow row = object.row(i);
      if (row.size() == size) {
        int length = PackedBlock.diskSize(object.fragmentSizeWord(row.fragment()));
        longest = Math.max(longest, length);
      }
    }
    assertThat(longest).isBetween(largest - (long) size, (long) largest);
  }

  @Test
  void an_image_does_not_depend_on_whether_the_store_had_the_objects() throws IOException {
    List<ObjectSource> sources = List.of(ObjectSource.of(RandomTree.plain(2, 100)));
    SquashfsOptions options = options(Codec.ZSTD, 2);

    ObjectCompiler.Compiled fresh = ObjectCompiler.compile(sources, options, store);
    ObjectCompiler.Compiled cached = ObjectCompiler.compile(sources, options, store);

    assertThat(fresh.figures().objectsMade()).isEqualTo(1);
    assertThat(cached.figures()).isEqualTo(new ObjectCompiler.Figures(0, 1, 0, 0, 0, 0));
    FileTree tree = RandomTree.plain(2, 100);
    assertThat(link(tree, cached.objects(), options))
        .isEqualTo(link(tree, fresh.objects(), options));
  }

  @Test
  void an_image_does_not_depend_on_the_order_in_which_the_tree_was_made() throws IOException {
    FileTree tree = RandomTree.withXattrs(3, 200);
    List<FileTree.Entry> entries = new ArrayList<>();
    tree.forEach(entries::add);
    Collections.shuffle(entries, new Random(3));

    FileTreeBuilder shuffled = FileTree.builder(0);
    for (FileTree.Entry entry : entries) {
      if (entry.node() instanceof Node.Inode inode) {
        shuffled.put(entry.path(), inode);
      }
    }
    for (FileTree.Entry entry : entries) {
      if (entry.node() instanceof Node.HardLink link) {
        shuffled.link(entry.path(), link.target());
      }
    }

    SquashfsOptions options = options(Codec.ZSTD, 2);
    assertThat(image(shuffled.build(), options, store)).isEqualTo(image(tree, options, store));
  }

  @Test
  void a_damaged_object_is_made_again() throws IOException {
    FileTree tree = RandomTree.plain(4, 50);
    List<ObjectSource> sources = List.of(ObjectSource.of(tree));
    SquashfsOptions options = options(Codec.ZSTD, 1);
    SquashfsObject object = ObjectCompiler.compile(sources, options, store).objects().getFirst();
    byte[] whole = Files.readAllBytes(object.file());
    Random random = new Random(4);

    for (int i = 0; i < 20; i++) {
      byte[] damaged = whole.clone();
      int index = (int) object.dataLength();
      int at = i % 2 == 0 ? random.nextInt(index) : random.nextInt(index, whole.length);
      damaged[at] ^= 1;
      Files.write(object.file(), damaged);

      ObjectCompiler.Compiled again = ObjectCompiler.compile(sources, options, store);

      assertThat(again.figures().objectsDamaged()).isEqualTo(1);
      assertThat(again.objects().getFirst().file()).hasBinaryContent(whole);
    }
    Files.write(object.file(), Arrays.copyOf(whole, whole.length / 2));
    assertThat(ObjectCompiler.compile(sources, options, store).figures().objectsDamaged())
        .isEqualTo(1);
  }

  @Test
  void an_object_is_made_once_for_equal_contents_under_other_paths() throws IOException {
    FileTree a = file("/a", Content.of("text"));
    FileTree b = file("/somewhere/else", Content.of("text"));

    ObjectCompiler.Compiled both =
        ObjectCompiler.compile(
            List.of(ObjectSource.of(a), ObjectSource.of(b)), options(Codec.ZSTD, 1), store);

    assertThat(both.objects().get(0)).isSameAs(both.objects().get(1));
    assertThat(both.figures().objectsMade()).isEqualTo(1);
  }

  @Test
  void other_parameters_make_another_object() throws IOException {
    FileTree tree = file("/a", Content.of("text"));

    Path level1 = compile(tree, new SquashfsOptions(Codec.ZSTD, 1, BLOCK, 1)).file();
    Path level2 = compile(tree, new SquashfsOptions(Codec.ZSTD, 2, BLOCK, 1)).file();
    Path block = compile(tree, new SquashfsOptions(Codec.ZSTD, 1, 2 * BLOCK, 1)).file();
    Path codec = compile(tree, new SquashfsOptions(Codec.GZIP, 1, BLOCK, 1)).file();
    Path workers = compile(tree, new SquashfsOptions(Codec.ZSTD, 1, BLOCK, 4)).file();

    assertThat(List.of(level1, level2, block, codec)).doesNotHaveDuplicates();
    assertThat(workers).isEqualTo(level1);
  }

  @Test
  void objects_of_other_options_are_not_linked() throws IOException {
    FileTree tree = file("/a", Content.of("text"));
    SquashfsObject object = compile(tree, new SquashfsOptions(Codec.ZSTD, 1, 2 * BLOCK, 1));

    assertThatThrownBy(() -> link(tree, List.of(object), options(Codec.ZSTD, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blocks_that_no_file_uses_are_not_copied() throws IOException {
    byte[] noise = new byte[64 * BLOCK];
    new Random(5).nextBytes(noise);
    FileTree unit =
        FileTree.builder(0)
            .put(new UnixPath("/gone"), regular(Content.of(noise)))
            .put(new UnixPath("/kept"), regular(Content.of("kept")))
            .build();
    SquashfsOptions options = options(Codec.ZSTD, 1);
    SquashfsObject object = compile(unit, options);

    byte[] image = link(file("/kept", Content.of("kept")), List.of(object), options);

    assertThat(image).hasSize(4096);
  }

  @Test
  void a_content_that_two_objects_have_is_copied_once() throws IOException {
    byte[] noise = new byte[4 * BLOCK];
    new Random(6).nextBytes(noise);
    FileTree first = file("/a", Content.of(noise));
    FileTree second =
        FileTree.builder(0)
            .put(new UnixPath("/b"), regular(Content.of(noise)))
            .put(new UnixPath("/c"), regular(Content.of("c")))
            .build();
    SquashfsOptions options = options(Codec.ZSTD, 1);

    FileTree both = FileTree.builder(0).addAll(first).addAll(second).build();
    byte[] image = link(both, List.of(compile(first, options), compile(second, options)), options);

    assertThat(image).hasSize(4 * BLOCK + 4096);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void a_hole_of_a_terabyte_costs_neither_time_nor_room() throws IOException {
    SquashfsOptions options = new SquashfsOptions(Codec.ZSTD, 1, 1 << 20, 1);
    FileTree tree = file("/hole", sparse(1L << 40));

    ObjectCompiler.Compiled compiled =
        ObjectCompiler.compile(List.of(ObjectSource.of(tree)), options, store);

    assertThat(compiled.figures().bytesRead()).isEqualTo(2 << 20);
    assertThat(link(tree, compiled.objects(), options).length).isLessThan(1 << 20);
  }

  @Test
  void a_hole_and_the_same_zeros_make_the_same_object() throws IOException {
    byte[] zeros = new byte[10 * BLOCK + 5];
    zeros[3 * BLOCK] = 1;
    Blob blob = store.keep(new ByteArrayInputStream(zeros));
    Content dense = Content.of(blob);
    Content.Extent data = new Content.Extent(3L * BLOCK, 3L * BLOCK, 1);
    Content holey = new Content.Slice(blob, blob.digest(), zeros.length, List.of(data));
    SquashfsOptions options = options(Codec.NONE, 1);

    Path a = compile(file("/f", dense), options).file();
    byte[] bytes = Files.readAllBytes(a);
    Files.delete(a);
    Path b = compile(file("/f", holey), options).file();

    assertThat(b).hasBinaryContent(bytes);
  }

  @Test
  void a_content_that_became_shorter_is_damaged_and_leaves_no_draft() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[] {1, 2, 3});
    Content content = Content.of(new Blob(file, Digest.of(new byte[] {1, 2, 3, 4}), 4));

    assertThatThrownBy(() -> compile(file("/f", content), options(Codec.ZSTD, 1)))
        .isInstanceOf(DamagedBlob.class)
        .hasMessageContaining(file.toString());
    try (var left = Files.walk(folder.resolve("store/tmp"))) {
      assertThat(left.filter(Files::isRegularFile).map(Path::toString))
          .as("drafts, beside the file that says that this process lives")
          .allMatch(name -> name.endsWith(".alive"));
    }
  }

  @Test
  void what_squashfs_cannot_hold_is_refused_with_its_path() {
    Attributes acl =
        new Attributes(
            new Mode(0644), 0, 0, 0, List.of(new Xattr("system.posix_acl_access", "00")));
    assertRefused("/acl", new Node.Fifo(acl), "`system.posix_acl_access`");
    assertRefused("/" + "n".repeat(257), new Node.Fifo(root()), "257 bytes");
    assertRefused("/l", new Node.Symlink(root(), "x".repeat(4096)), "4095 bytes");
  }

  private void assertRefused(String path, Node.Inode node, String why) {
    FileTree tree = FileTree.builder(0).put(new UnixPath(path), node).build();
    assertThatThrownBy(() -> image(tree, options(Codec.ZSTD, 1), store))
        .isInstanceOf(Unrepresentable.class)
        .hasMessageContaining("`%s`", path)
        .hasMessageContaining(why);
  }

  private Content sparse(long size) throws IOException {
    Blob blob = store.keep(new ByteArrayInputStream("startend".getBytes(UTF_8)));
    List<Content.Extent> extents =
        List.of(new Content.Extent(0, 0, 5), new Content.Extent(size - 3, 5, 3));
    return new Content.Slice(blob, Digest.of("sparse".getBytes(UTF_8)), size, extents);
  }

  private static Attributes root() {
    return Attributes.ofRoot(0644, 0);
  }

  private static Node.RegularFile regular(Content content) {
    return new Node.RegularFile(root(), content);
  }

  private static FileTree file(String path, Content content) {
    return FileTree.builder(0).put(new UnixPath(path), regular(content)).build();
  }

  private static SquashfsOptions options(Codec codec, int workers) {
    return new SquashfsOptions(codec, codec.minLevel(), BLOCK, workers);
  }

  private SquashfsObject compile(FileTree tree, SquashfsOptions options) throws IOException {
    return ObjectCompiler.compile(tree, options, store);
  }

  private byte[] image(FileTree tree, SquashfsOptions options, Store in) throws IOException {
    return link(tree, List.of(ObjectCompiler.compile(tree, options, in)), options);
  }

  private byte[] link(FileTree tree, List<SquashfsObject> objects, SquashfsOptions options)
      throws IOException {
    Path file = Files.createTempFile(folder, "image", ".squashfs");
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      SquashfsLinker.write(tree, objects, 0, options, out);
    }
    byte[] image = Files.readAllBytes(file);
    assertThat(image.length % 4096).isZero();
    return image;
  }
}
