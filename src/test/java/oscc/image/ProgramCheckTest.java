package oscc.image;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.image.Fixtures.file;
import static oscc.image.Fixtures.link;
import static oscc.image.Fixtures.path;
import static oscc.image.Fixtures.span;
import static oscc.image.Fixtures.tree;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.LayeredTree;
import oscc.fstree.Survey;
import oscc.fstree.Survey.ElfFile;
import oscc.fstree.Survey.Script;
import oscc.fstree.Unit;
import oscc.manifest.Arch;

class ProgramCheckTest {
  private static final Survey NOTHING = Survey.EMPTY;

  @Test
  void a_static_program_of_the_right_machine_is_fine() {
    FileTree.Builder tree =
        tree().put(path("/init"), link("bin/init")).put(path("/bin/init"), file("x", 0755));

    assertThat(check(tree, elf("/bin/init", 62, Optional.empty()))).isEmpty();
  }

  @Test
  void each_way_to_be_broken_has_its_own_words() {
    assertThat(check(tree(), NOTHING)).containsExactly("the root has no `/init`");
    assertThat(check(tree().put(path("/init"), file("x", 0644)), NOTHING))
        .containsExactly("`/init` is not executable");
    assertThat(
            check(tree().put(path("/init"), file("x", 0755)), elf("/init", 183, Optional.empty())))
        .containsExactly("`/init` is a program for another machine");
    assertThat(
            check(
                tree().put(path("/init"), file("x", 0755)),
                elf("/init", 62, Optional.of("/lib/ld.so"))))
        .containsExactly("`/init` needs `/lib/ld.so`, which the root does not have");
    assertThat(
            check(
                tree().put(path("/init"), file("x", 0755)),
                new Survey(
                    List.of(),
                    List.of(),
                    List.of(new Script(path("/init"), "/bin/sh")),
                    List.of())))
        .containsExactly("`/init` needs `/bin/sh`, which the root does not have");
    assertThat(check(tree().put(path("/init/x"), file("x")), NOTHING))
        .containsExactly("`/init` is no regular file");
  }

  private static Survey elf(String path, int machine, Optional<String> interpreter) {
    ElfFile elf =
        new ElfFile(path(path), 64, machine, interpreter, Optional.empty(), List.of(), List.of());
    return new Survey(List.of(elf), List.of(), List.of(), List.of());
  }

  private static List<String> check(FileTree.Builder tree, Survey survey) {
    Report report = new Report();
    Unit unit = Fixtures.unit("p", tree, false, survey).unit();
    LayeredTree whole = new LayeredTree(unit.tree(), FileTree.builder(0).build(), Set.of());
    new ProgramCheck(whole, Arch.X86_64, List.of(unit), report)
        .check(new ProgramCheck.Wanted(path("/init"), Code.OS0754, span()));
    return report.diagnostics().stream().map(Diagnostic::message).toList();
  }
}
