package oscc.image;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.image.Fixtures.file;
import static oscc.image.Fixtures.path;
import static oscc.image.Fixtures.tree;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Survey;
import oscc.fstree.Survey.ElfFile;
import oscc.manifest.Arch;

class LibraryCheckTest {
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";

  @Test
  void a_program_whose_loader_and_libraries_are_there_is_fine() {
    List<Diagnostic> found =
        check(
            tree()
                .put(path("/usr/bin/tool"), file("elf", 0755))
                .put(path("/usr/lib64/ld-linux-x86-64.so.2"), file("loader"))
                .put(path("/usr/lib/x86_64-linux-gnu/libc.so.6"), file("c")),
            elf("/usr/bin/tool", List.of("libc.so.6"), List.of()));

    assertThat(found).isEmpty();
  }

  @Test
  void a_missing_loader_and_a_missing_library_are_two_warnings_that_name_the_file() {
    List<Diagnostic> found =
        check(
            tree().put(path("/usr/bin/tool"), file("elf", 0755)),
            elf("/usr/bin/tool", List.of("libc.so.6"), List.of()));

    assertThat(found).extracting(Diagnostic::code).containsExactly(Code.OS0752, Code.OS0753);
    assertThat(found.get(1).message())
        .isEqualTo("library `libc.so.6`, needed by `/usr/bin/tool`, is not in the root");
  }

  @Test
  void a_search_path_that_starts_at_the_program_is_followed() {
    List<Diagnostic> found =
        check(
            tree()
                .put(path("/opt/app/bin/tool"), file("elf", 0755))
                .put(path("/usr/lib64/ld-linux-x86-64.so.2"), file("loader"))
                .put(path("/opt/app/lib/libapp.so"), file("lib")),
            elf("/opt/app/bin/tool", List.of("libapp.so"), List.of("$ORIGIN/../lib")));

    assertThat(found).isEmpty();
  }

  @Test
  void a_file_for_another_machine_is_not_looked_at() {
    ElfFile foreign =
        new ElfFile(
            path("/usr/bin/tool"),
            64,
            183,
            Optional.of(LOADER),
            Optional.empty(),
            List.of(),
            List.of());

    assertThat(check(tree().put(path("/usr/bin/tool"), file("elf")), foreign)).isEmpty();
  }

  private static ElfFile elf(String path, List<String> needed, List<String> searchPath) {
    return new ElfFile(
        path(path), 64, 62, Optional.of(LOADER), Optional.empty(), needed, searchPath);
  }

  private static List<Diagnostic> check(FileTreeBuilder tree, ElfFile elf) {
    Report report = new Report();
    Survey survey = new Survey(List.of(elf), List.of(), List.of(), List.of());
    Part unit = Fixtures.unit("app", tree, false, survey);
    List<Part> parts = List.of(unit);
    JoinedPackages joined = PackageJoin.join(Skeleton.tree(Arch.X86_64, 0), parts);
    LibraryCheck check = new LibraryCheck(joined.tree(), Arch.X86_64, joined.owners());
    LibraryCheck.report(check.find(parts), List.of(unit.span()), report);
    return report.diagnostics();
  }
}
