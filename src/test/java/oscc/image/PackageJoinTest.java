package oscc.image;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.image.Fixtures.file;
import static oscc.image.Fixtures.folder;
import static oscc.image.Fixtures.link;
import static oscc.image.Fixtures.path;
import static oscc.image.Fixtures.replacing;
import static oscc.image.Fixtures.tree;
import static oscc.image.Fixtures.unit;

import java.util.List;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.manifest.Arch;

class PackageJoinTest {
  private final Report report = new Report();

  @Test
  void files_of_all_packages_are_there() {
    FileTree joined =
        join(
            unit("a", tree().put(path("/usr/bin/a"), file("a"))),
            unit("b", tree().put(path("/usr/bin/b"), file("b"))));

    assertThat(joined.find(path("/usr/bin/a"))).contains(file("a"));
    assertThat(joined.find(path("/usr/bin/b"))).contains(file("b"));
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void two_packages_with_different_files_at_one_path_clash_once_a_pair() {
    join(
        unit("a", tree().put(path("/x"), file("1")).put(path("/y"), file("1"))),
        unit("b", tree().put(path("/x"), file("2")).put(path("/y"), file("2"))));

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.code()).isEqualTo(Code.OS0751))
        .extracting(Diagnostic::message)
        .isEqualTo("packages `a` and `b` both bring `/x`");
  }

  @Test
  void equal_files_with_other_time_stamps_do_not_clash() {
    Node.Inode later = file("1").withAttributes(file("1").attributes().withMtime(99));

    join(unit("a", tree().put(path("/x"), file("1"))), unit("b", tree().put(path("/x"), later)));

    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void a_package_that_says_replace_wins() {
    FileTree joined =
        join(
            unit("a", tree().put(path("/x"), file("1"))),
            replacing("b", tree().put(path("/x"), file("2"))));

    assertThat(joined.find(path("/x"))).contains(file("2"));
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void a_folder_keeps_the_attributes_that_it_had_first() {
    FileTree joined =
        join(
            unit("a", tree().put(path("/opt/d"), folder(0700)).put(path("/tmp"), folder(0755))),
            unit("b", tree().put(path("/opt/d/f"), file("x"))));

    assertThat(joined.find(path("/opt/d"))).contains(folder(0700));
    assertThat(joined.find(path("/tmp"))).contains(folder(01777));
  }

  @Test
  void a_folder_lands_behind_the_link_of_an_earlier_package() {
    FileTree joined =
        join(
            unit(
                "a", tree().put(path("/opt/real"), folder(0755)).put(path("/opt/l"), link("real"))),
            unit("b", tree().put(path("/opt/l/f"), file("x"))));

    assertThat(joined.find(path("/opt/l"))).contains(link("real"));
    assertThat(joined.find(path("/opt/real/f"))).contains(file("x"));
  }

  @Test
  void a_file_where_another_package_has_a_folder_is_a_clash_even_with_replace() {
    join(
        unit("a", tree().put(path("/opt/d"), folder(0755))),
        replacing("b", tree().put(path("/opt/d"), file("x"))));

    Diagnostic clash = report.diagnostics().getFirst();
    assertThat(clash.message()).isEqualTo("packages `a` and `b` both bring `/opt/d`");
    assertThat(clash.help()).containsExactly("leave one of them out with `exclude`");
  }

  @Test
  void hard_links_stay_hard_links() {
    FileTree joined =
        join(unit("a", tree().put(path("/a"), file("x")).link(path("/b"), path("/a"))));

    assertThat(joined.find(path("/b"))).contains(new Node.HardLink(path("/a")));
  }

  @Test
  void the_same_unit_from_two_entries_is_joined_once() {
    Part unit = unit("a", tree().put(path("/x"), file("1")));

    join(unit, unit);

    assertThat(report.diagnostics()).isEmpty();
  }

  private FileTree join(Part... units) {
    JoinedPackages joined = PackageJoin.join(Skeleton.tree(Arch.X86_64, 0), List.of(units));
    joined.check(List.of(units), report);
    return joined.tree();
  }
}
