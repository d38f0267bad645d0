package oscc.fstree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Store;
import oscc.store.Words;

class StoredTreeTest {
  private static final Attributes PLAIN = Attributes.ofRoot(0644, 7);

  @TempDir Path folder;
  private Store store;
  private Blob blob;

  @BeforeEach
  void open_store() throws IOException {
    store = Store.open(folder);
    blob = store.keep(new ByteArrayInputStream(new byte[] {'a', 'b', 'c'}));
  }

  @Test
  void a_stored_tree_is_the_tree_that_was_written() {
    FileTree tree = tree();

    FileTree stored = stored(tree);

    assertThat(stored.stream().toList()).isEqualTo(tree.stream().toList());
    assertThat(stored.digest()).isEqualTo(tree.digest());
    assertThat(TreeDigest.of(stored)).isEqualTo(tree.digest());
    assertThat(stored.size()).isEqualTo(tree.size());
  }

  @Test
  void it_answers_what_the_tree_answers() {
    FileTree tree = tree();
    FileTree stored = stored(tree);

    for (String text : List.of("/", "/usr/bin/a", "/bin/a", "/bin", "/other", "/none", "/dev")) {
      UnixPath path = new UnixPath(text);
      assertThat(stored.find(path)).as(text).isEqualTo(tree.find(path));
      assertThat(stored.inode(path)).as(text).isEqualTo(tree.inode(path));
      assertThat(stored.open(path)).as(text).isEqualTo(tree.open(path));
      assertThat(stored.below(path)).as(text).isEqualTo(tree.below(path));
      assertThat(stored.children(path)).as(text).isEqualTo(tree.children(path));
    }
    assertThat(stored.filter(p -> p.name().equals("other")).stream().toList())
        .isEqualTo(tree.filter(p -> p.name().equals("other")).stream().toList());
  }

  @Test
  void contents_that_are_gone_are_missed_when_they_are_opened() throws IOException {
    FileTree stored = stored(tree());
    Content content = content(stored);
    try (InputStream in = content.openSound()) {
      assertThat(in.readAllBytes()).containsExactly('a', 'b', 'c');
    }

    Files.delete(blob.file());

    assertThatThrownBy(() -> content(stored(tree())).open()).isInstanceOf(DamagedBlob.class);
  }

  private static Content content(FileTree tree) {
    return ((Node.RegularFile) tree.inode(new UnixPath("/usr/bin/a")).orElseThrow()).content();
  }

  private FileTree tree() {
    Attributes xattr =
        new Attributes(
            new Mode(04755), 1, 0xffff_ffffL, 9, List.of(new Xattr("security.x", "0001")));
    return FileTree.builder(3)
        .put(new UnixPath("/usr/bin/a"), new Node.RegularFile(PLAIN, Content.of(blob)))
        .link(new UnixPath("/other"), new UnixPath("/usr/bin/a"))
        .put(new UnixPath("/bin"), new Node.Symlink(PLAIN, "usr/bin"))
        .put(new UnixPath("/text"), new Node.RegularFile(xattr, Content.of("made")))
        .put(new UnixPath("/empty"), new Node.RegularFile(PLAIN, Content.of("")))
        .put(
            new UnixPath("/dev"),
            new Node.DeviceNode(PLAIN, Node.DeviceNode.Kind.CHARACTER, 1, 0xfffff))
        .put(new UnixPath("/block"), new Node.DeviceNode(PLAIN, Node.DeviceNode.Kind.BLOCK, 8, 1))
        .put(new UnixPath("/fifo"), new Node.Fifo(PLAIN))
        .put(new UnixPath("/socket"), new Node.Socket(PLAIN))
        .put(new UnixPath("/ü\uD83D\uDE00"), new Node.Directory(xattr))
        .build();
  }

  private FileTree stored(FileTree tree) {
    Words.Writer out = new Words.Writer();
    StoredTree.write(tree, out);
    return StoredTree.read(new Words.Reader(ByteBuffer.wrap(out.toByteArray())), store);
  }
}
