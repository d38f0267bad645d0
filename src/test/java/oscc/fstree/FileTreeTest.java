package oscc.fstree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileTreeTest {
  private static final Attributes ROOT = Attributes.ofRoot(0644, 0);

  @Test
  void missing_parents_appear() {
    FileTree tree = FileTree.builder(7).put(path("/a/b/c"), file("x")).build();

    assertThat(tree.stream().map(e -> e.path().value()))
        .containsExactly("/", "/a", "/a/b", "/a/b/c");
    assertThat(tree.inode(path("/a")).orElseThrow().attributes())
        .isEqualTo(Attributes.ofRoot(0755, 7));
  }

  @Test
  void a_file_below_a_file_is_refused() {
    FileTreeBuilder builder = FileTree.builder(0).put(path("/a"), file("x"));

    assertThatThrownBy(() -> builder.put(path("/a/b"), file("y")).build())
        .hasMessageContaining("/a/b lies below /a");
  }

  @Test
  void the_first_path_of_a_set_of_hard_links_has_the_inode() {
    FileTree tree =
        FileTree.builder(0).put(path("/z"), file("x")).link(path("/a"), path("/z")).build();

    assertThat(tree.find(path("/a")).orElseThrow()).isEqualTo(file("x"));
    assertThat(tree.find(path("/z")).orElseThrow()).isEqualTo(new Node.HardLink(path("/a")));
  }

  @Test
  void a_hard_link_outlives_the_replacement_of_its_target() {
    FileTree tree =
        FileTree.builder(0)
            .put(path("/a"), file("old"))
            .link(path("/b"), path("/a"))
            .put(path("/a"), file("new"))
            .build();

    assertThat(tree.inode(path("/a"))).contains(file("new"));
    assertThat(tree.inode(path("/b"))).contains(file("old"));
  }

  @Test
  void filtering_keeps_parents_and_hands_the_inode_to_the_first_link_that_stays() {
    FileTree tree =
        FileTree.builder(0)
            .put(path("/d/a"), file("x"))
            .link(path("/e/b"), path("/d/a"))
            .link(path("/e/c"), path("/d/a"))
            .build();

    FileTree filtered = tree.filter(p -> p.isWithin(path("/e")));

    assertThat(filtered.find(path("/d"))).isEmpty();
    assertThat(filtered.find(path("/e/b"))).contains(file("x"));
    assertThat(filtered.find(path("/e/c"))).contains(new Node.HardLink(path("/e/b")));
  }

  @Test
  void links_are_followed_as_a_kernel_would() {
    FileTree tree =
        FileTree.builder(0)
            .put(path("/usr/bin/sh"), file("x"))
            .put(path("/bin"), link("usr/bin"))
            .put(path("/opt/deep"), link("../bin/../bin"))
            .put(path("/abs"), link("/opt/deep/sh"))
            .build();

    assertThat(tree.open(path("/bin/sh"))).contains(file("x"));
    assertThat(tree.open(path("/abs"))).contains(file("x"));
    assertThat(tree.resolve(path("/opt/deep/new"))).contains(path("/usr/bin/new"));
  }

  @Test
  void links_that_turn_in_a_circle_lead_nowhere() {
    FileTree tree =
        FileTree.builder(0).put(path("/a"), link("b/x")).put(path("/b"), link("a/y")).build();

    assertThat(tree.resolve(path("/a"))).isEqualTo(Optional.empty());
  }

  @Test
  void a_path_through_a_file_leads_nowhere() {
    FileTree tree = FileTree.builder(0).put(path("/a"), file("x")).build();

    assertThat(tree.resolve(path("/a/b"))).isEmpty();
  }

  @Test
  void below_is_the_folder_and_all_in_it() {
    FileTree tree =
        FileTree.builder(0).put(path("/a/b"), file("1")).put(path("/a-c"), file("2")).build();

    assertThat(tree.below(path("/a")))
        .extracting(e -> e.path().value())
        .containsExactly("/a", "/a/b");
    assertThat(tree.children(UnixPath.ROOT))
        .extracting(e -> e.path().value())
        .containsExactly("/a", "/a-c");
  }

  private static UnixPath path(String path) {
    return new UnixPath(path);
  }

  private static Node.RegularFile file(String text) {
    return new Node.RegularFile(ROOT, Content.of(text));
  }

  private static Node.Symlink link(String target) {
    return new Node.Symlink(ROOT, target);
  }

  @Test
  void what_is_removed_goes_with_all_below_it_and_can_come_back() {
    FileTreeBuilder builder = FileTree.builder(1);
    builder.put(path("/a/b/c"), file("1")).put(path("/ab"), file("2"));

    builder.remove(path("/a"));
    boolean empty = !builder.hasChildren(path("/a"));
    builder.put(path("/a/d/e"), file("3")).remove(path("/ab"));

    assertThat(empty).isTrue();
    assertThat(builder.hasChildren(path("/a/d"))).isTrue();
    assertThat(builder.build().stream().map(e -> e.path().value()))
        .containsExactly("/", "/a", "/a/d", "/a/d/e");
  }

  @Test
  void removing_a_file_does_not_look_at_the_others() {
    int files = 200_000;
    FileTreeBuilder builder = FileTree.builder(1);
    Node.Inode empty = file("");
    for (int i = 0; i < files; i++) {
      builder.put(path("/f/" + i), empty);
    }

    assertTimeout(
        Duration.ofSeconds(30),
        () -> {
          for (int i = 0; i < files; i++) {
            builder.remove(path("/f/" + i));
          }
        });

    assertThat(builder.build().size()).isEqualTo(1);
  }

  @Test
  void children_are_what_lies_directly_in_a_folder() {
    FileTreeBuilder builder = FileTree.builder(0).put(path("/a-b"), file("x"));
    for (int folder = 0; folder < 40; folder++) {
      for (int file = 0; file < folder; file++) {
        builder.put(path("/a/%02d/d/%d".formatted(folder, file)), file(""));
      }
      builder.put(path("/a/%02d.x".formatted(folder)), file(""));
    }
    FileTree tree = builder.build();

    for (FileTree.Entry entry : tree) {
      assertThat(tree.children(entry.path()))
          .isEqualTo(
              tree.stream()
                  .filter(e -> !e.path().isRoot() && e.path().parent().equals(entry.path()))
                  .toList());
      assertThat(tree.below(entry.path()))
          .isEqualTo(tree.stream().filter(e -> e.path().isWithin(entry.path())).toList());
    }
  }
}
