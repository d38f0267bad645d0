package oscc.fstree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayeredTreeTest {
  private static final Attributes ROOTS = Attributes.ofRoot(0755, 0);
  private final FileTreeBuilder lower = FileTree.builder(0);
  private final FileTreeBuilder upper = FileTree.builder(0);

  @Test
  void a_folder_of_both_goes_on_in_both() {
    put(lower, "/etc/a", "lower");
    put(upper, "/etc/b", "upper");

    assertThat(text("/etc/a", Set.of())).contains(Content.of("lower"));
    assertThat(text("/etc/b", Set.of())).contains(Content.of("upper"));
  }

  @Test
  void the_upper_file_hides_the_lower_one() {
    put(lower, "/etc/a", "lower");
    put(upper, "/etc/a", "upper");

    assertThat(text("/etc/a", Set.of())).contains(Content.of("upper"));
  }

  @Test
  void what_is_removed_is_gone_with_all_below_it_unless_it_is_laid_anew() {
    put(lower, "/opt/a/x", "lower");
    put(lower, "/opt/b", "lower");
    put(upper, "/opt/b", "upper");
    Set<UnixPath> removed = Set.of(new UnixPath("/opt/a"), new UnixPath("/opt/b"));

    assertThat(text("/opt/a/x", removed)).isEmpty();
    assertThat(text("/opt/b", removed)).contains(Content.of("upper"));
  }

  @Test
  void a_link_of_one_tree_leads_into_the_other() {
    lower.put(new UnixPath("/bin"), new Node.Symlink(ROOTS, "usr/bin"));
    put(upper, "/usr/bin/tool", "tool");

    assertThat(text("/bin/tool", Set.of())).contains(Content.of("tool"));
  }

  private static void put(FileTreeBuilder tree, String path, String text) {
    tree.put(new UnixPath(path), new Node.RegularFile(ROOTS, Content.of(text)));
  }

  private Optional<Content> text(String path, Set<UnixPath> removed) {
    return new LayeredTree(lower.build(), upper.build(), removed)
        .open(new UnixPath(path))
        .map(node -> ((Node.RegularFile) node).content());
  }
}
