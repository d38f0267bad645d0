package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.store.Digest;
import oscc.store.Store;

class GeneratedTreesTest {
  private static final Digest INPUTS = Digest.of("inputs".getBytes(StandardCharsets.UTF_8));
  private static final UnixPath TEXT = new UnixPath("/usr/lib/text");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder.resolve("store"));
  }

  private static FileTree made() {
    FileTreeBuilder tree = FileTree.builder(7);
    tree.put(TEXT, file("text")).put(new UnixPath("/usr/lib/none"), file(""));
    return tree.put(new UnixPath("/usr/lib/other"), file("other")).build();
  }

  private static Node.RegularFile file(String text) {
    return new Node.RegularFile(Attributes.ofRoot(0644, 7), Content.of(text));
  }

  @Test
  void a_tree_is_made_once_and_is_the_same_in_the_next_process() throws IOException {
    FileTree first = trees().tree(INPUTS, GeneratedTreesTest::made);

    FileTree second = trees().tree(INPUTS, () -> fail("made again"));

    assertThat(first.digest()).isEqualTo(made().digest());
    assertThat(second.digest()).isEqualTo(made().digest());
    assertThat(text(second)).isEqualTo("text");
  }

  @Test
  void a_tree_whose_contents_are_gone_is_made_again() throws IOException {
    GeneratedTrees trees = trees();
    Content.Slice content = content(trees.tree(INPUTS, GeneratedTreesTest::made));
    Files.delete(content.blob().file());

    assertThat(text(trees.tree(INPUTS, GeneratedTreesTest::made))).isEqualTo("text");
    assertThat(text(trees().tree(INPUTS, () -> fail("made again")))).isEqualTo("text");
  }

  private GeneratedTrees trees() {
    return new GeneratedTrees(new KnownUnits(store));
  }

  private static Content.Slice content(FileTree tree) {
    return (Content.Slice) ((Node.RegularFile) tree.inode(TEXT).orElseThrow()).content();
  }

  private static String text(FileTree tree) throws IOException {
    try (var in = content(tree).openSound()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
