package oscc.image;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.image.Fixtures.file;
import static oscc.image.Fixtures.link;
import static oscc.image.Fixtures.path;
import static oscc.image.Fixtures.span;
import static oscc.image.Fixtures.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.LayeredTree;
import oscc.fstree.Survey;
import oscc.fstree.Survey.ElfFile;
import oscc.fstree.Survey.Script;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;

class ProgramCheckTest {
  private static final Survey NOTHING = Survey.EMPTY;

  @Test
  void a_static_program_of_the_right_machine_is_fine() {
    FileTreeBuilder tree =
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

  @Test
  void a_file_of_the_machine_is_not_taken_for_the_packages_that_it_hides() {
    FileTree packages = tree().put(path("/init"), file("elf", 0755)).build();
    FileTree machine = tree().put(path("/init"), file("static", 0755)).build();
    Survey survey = elf("/init", 183, Optional.empty());

    assertThat(check(new LayeredTree(packages, machine, Set.of()), survey)).isEmpty();
  }

  private static Survey elf(String path, int machine, Optional<String> interpreter) {
    ElfFile elf =
        new ElfFile(path(path), 64, machine, interpreter, Optional.empty(), List.of(), List.of());
    return new Survey(List.of(elf), List.of(), List.of(), List.of());
  }

  private static List<String> check(FileTreeBuilder tree, Survey survey) {
    return check(new LayeredTree(tree.build(), FileTree.builder(0).build(), Set.of()), survey);
  }

  private static List<String> check(LayeredTree whole, Survey survey) {
    Report report = new Report();
    Part part = Fixtures.unit("init", tree(), false, survey);
    Map<UnixPath, Integer> owners = new HashMap<>();
    survey.elves().forEach(elf -> owners.put(elf.path(), 0));
    survey.scripts().forEach(script -> owners.put(script.path(), 0));
    Map<UnixPath, Program> programs = ProgramTable.of(List.of(part), owners);
    new ProgramCheck(whole, Arch.X86_64, path -> Optional.ofNullable(programs.get(path)), report)
        .check(new ProgramCheck.Wanted(path("/init"), Code.OS0754, span()));
    return report.diagnostics().stream().map(Diagnostic::message).toList();
  }
}
