package oscc.archive.squashfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.store.Digest;

class ObjectGroupsTest {

  @Test
  void small_units_share_an_object_and_a_large_one_has_its_own() {
    Unit small = unit("small", 1000);
    Unit large = unit("large", 9 << 20);
    Unit other = unit("other", 1000);

    List<ObjectSource> groups = ObjectGroups.group(List.of(small, large, other));

    assertThat(groups).hasSize(2);
    assertThat(groups.get(0).contents()).hasSize(2);
    assertThat(groups.get(1)).isEqualTo(ObjectSource.of(large.tree()));
  }

  @Test
  void a_content_belongs_to_the_first_unit_that_has_it() {
    Unit large = unit("large", 9 << 20);
    Unit same = new Unit("same", Digest.of(new byte[1]), large.tree(), Survey.EMPTY);

    assertThat(ObjectGroups.group(List.of(large, same)))
        .containsExactly(ObjectSource.of(large.tree()));
  }

  @Test
  void one_more_unit_leaves_most_groups_as_they_were() {
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      units.add(unit("unit" + i, 1 << 20));
    }
    List<ObjectSource> before = ObjectGroups.group(units);
    units.add(20, unit("new", 1 << 20));

    List<ObjectSource> after = new ArrayList<>(ObjectGroups.group(units));

    after.removeAll(before);
    assertThat(before).hasSizeGreaterThan(8);
    assertThat(after).hasSizeLessThan(5);
  }

  @Test
  void what_is_settled_does_not_depend_on_the_units_that_follow() {
    Random random = new Random(7);
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      units.add(unit("unit" + i, 1 + random.nextInt(3 << 20) + (i % 9 == 0 ? 8 << 20 : 0)));
    }
    units.add(new Unit("again", Digest.of(new byte[1]), units.get(3).tree(), Survey.EMPTY));
    List<ObjectSource> all = ObjectGroups.group(units);

    for (int first = 0; first <= units.size(); first++) {
      List<ObjectSource> settled = ObjectGroups.settled(units.subList(0, first));

      assertThat(settled).isEqualTo(all.subList(0, settled.size()));
    }
    assertThat(ObjectGroups.settled(units)).hasSizeGreaterThan(8);
  }

  @Test
  void units_without_contents_make_no_object() {
    FileTree empty = FileTree.builder(0).build();

    assertThat(
            ObjectGroups.group(List.of(new Unit("e", Digest.of(new byte[0]), empty, Survey.EMPTY))))
        .isEmpty();
  }

  private static Unit unit(String name, int size) {
    byte[] bytes = new byte[size];
    new Random(name.hashCode()).nextBytes(bytes);
    Node.Inode file = new Node.RegularFile(Attributes.ofRoot(0644, 0), Content.of(bytes));
    FileTree tree = FileTree.builder(0).put(new UnixPath("/" + name), file).build();
    return new Unit(name, Digest.of(bytes), tree, Survey.EMPTY);
  }
}
