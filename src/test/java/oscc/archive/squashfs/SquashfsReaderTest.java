package oscc.archive.squashfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.archive.HostTool;
import oscc.archive.RandomTree;
import oscc.archive.Stored;
import oscc.archive.StoredTrees;
import oscc.codec.Codec;
import oscc.fstree.Attributes;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.store.Store;

class SquashfsReaderTest {
  private static final long SEED = 20_260_404;

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void openStore() throws IOException {
    store = Store.open(folder.resolve("store"));
  }

  @ParameterizedTest
  @CsvSource({"ZSTD, 4096", "ZSTD, 1048576", "XZ, 8192", "GZIP, 131072", "NONE, 4096"})
  void an_image_reads_back_as_the_tree_that_was_written(Codec codec, int blockSize)
      throws IOException {
    FileTree tree = RandomTree.withXattrs(SEED + blockSize, 300);

    Path image = image(tree, new SquashfsOptions(codec, codec.minLevel(), blockSize, 2));

    StoredTrees.assertSame(SquashfsReader.read(image), tree);
  }

  @Test
  void a_folder_of_many_entries_is_listed_whole() throws IOException {
    FileTreeBuilder builder = FileTree.builder(0);
    for (int i = 0; i < 20_000; i++) {
      builder.put(new UnixPath("/many/entry-" + i), new Node.Fifo(Attributes.ofRoot(0600, i)));
    }
    FileTree tree = builder.build();

    Path image = image(tree, new SquashfsOptions(Codec.ZSTD, 1, 1 << 17, 2));

    StoredTrees.assertSame(SquashfsReader.read(image), tree);
  }

  @Test
  void what_cannot_take_the_bytes_says_so_itself() throws IOException {
    Path image =
        image(RandomTree.withXattrs(SEED, 60), new SquashfsOptions(Codec.ZSTD, 1, 4096, 1));
    IOException full = new IOException("no space left");
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };

    Stored.File file =
        SquashfsReader.read(image).stream()
            .flatMap(e -> e.thing() instanceof Stored.File f ? Stream.of(f) : Stream.empty())
            .filter(f -> f.size() > 0)
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(() -> file.body().copyTo(out)).isSameAs(full);
  }

  @Test
  void damage_ends_in_a_message_that_names_the_file() throws IOException {
    FileTree tree = RandomTree.withXattrs(SEED, 60);
    Path image = image(tree, new SquashfsOptions(Codec.NONE, 0, 4096, 1));
    byte[] good = Files.readAllBytes(image);
    Random random = new Random(SEED);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = good.clone();
      // What is not data: the superblock, and the tables at the end.
      int at =
          random.nextInt(3) == 0 ? random.nextInt(96) : bytes.length - 1 - random.nextInt(9000);
      bytes[at] = (byte) random.nextInt();
      Files.write(image, bytes);
      try {
        for (Stored entry : SquashfsReader.read(image)) {
          if (entry.thing() instanceof Stored.File file && file.size() < 1 << 20) {
            file.body().copyTo(OutputStream.nullOutputStream());
          }
        }
      } catch (IOException e) {
        refused++;
        assertThat(e).hasMessageContaining(image.toString());
      }
    }
    assertThat(refused).isBetween(100, 2999);
  }

  @Test
  void what_is_no_image_is_refused() throws IOException {
    Path file = Files.write(folder.resolve("none"), new byte[4096]);
    Path small = Files.write(folder.resolve("small"), new byte[50]);

    assertThatThrownBy(() -> SquashfsReader.read(file))
        .hasMessage(file + " is damaged: it does not begin as a squashfs image does");
    assertThatThrownBy(() -> SquashfsReader.read(small))
        .hasMessage(small + " is damaged: it ends too early");
  }

  @Tag("tools")
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd"})
  void an_image_that_mksquashfs_made_is_read_as_unsquashfs_reads_it(String codec)
      throws IOException {
    Path from = Files.createDirectories(folder.resolve("from/deep/er"));
    byte[] noise = new byte[300_000];
    new Random(SEED).nextBytes(noise);
    Arrays.fill(noise, 140_000, 280_000, (byte) 0);
    Files.write(from.resolve("noise"), noise);
    Files.writeString(from.resolve("small"), "a few bytes\n");
    Files.createSymbolicLink(from.resolve("link"), Path.of("../small"));
    Files.createLink(from.resolve("twin"), from.resolve("small"));
    Path image = folder.resolve("made.squashfs");
    HostTool.run(
        "squashfs-tools", "mksquashfs", folder.resolve("from"), image, "-quiet", "-comp", codec);

    List<Stored> read = SquashfsReader.read(image);

    List<String> paths = new ArrayList<>(read.stream().map(e -> e.path().value()).toList());
    List<String> listed =
        HostTool.run("squashfs-tools", "unsquashfs", "-l", image)
            .lines()
            .filter(l -> l.startsWith("squashfs-root"))
            .map(l -> l.equals("squashfs-root") ? "/" : l.substring("squashfs-root".length()))
            .toList();
    assertThat(paths).containsExactlyInAnyOrderElementsOf(listed);
    assertThat(bytes(read, "/deep/er/noise")).isEqualTo(noise);
    assertThat(bytes(read, "/deep/er/twin")).asString().isEqualTo("a few bytes\n");
  }

  private static byte[] bytes(List<Stored> entries, String path) throws IOException {
    Stored entry =
        entries.stream().filter(e -> e.path().value().equals(path)).findFirst().orElseThrow();
    return StoredTrees.bytes((Stored.File) entry.thing());
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
}
