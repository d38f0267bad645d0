package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Located;
import oscc.diag.Report;

class CompositionTest {
  @TempDir private Path folder;

  @BeforeEach
  void write_inputs() throws IOException {
    Files.createDirectories(folder.resolve("common/overlay"));
    Files.createDirectories(folder.resolve("machines"));
    Files.writeString(folder.resolve("common/motd"), "hello\n");
    write("common/kernel.yaml", "oscc: 1\nkernel:\n  deb: linux-image-amd64\n");
  }

  @Test
  void paths_of_a_base_begin_at_its_own_folder() throws IOException {
    write("common/base.yaml", "packages: [{dir: overlay}]\nfiles: [{path: /m, source: ./motd}]\n");

    Machine machine = read("machines/web.yaml", "../common/kernel.yaml", "../common/base.yaml");

    PackageSpec.Dir overlay = (PackageSpec.Dir) machine.packages().getFirst();
    assertThat(overlay.folder()).isEqualTo(folder.resolve("common/overlay"));
    assertThat(overlay.written()).isEqualTo("../common/overlay");
    FileSpec.Body.Source motd = (FileSpec.Body.Source) machine.files().getFirst().body();
    assertThat(motd.file().path()).isEqualTo(folder.resolve("common/motd"));
    assertThat(machine.folder()).isEqualTo(folder.resolve("machines"));
  }

  @Test
  void bases_come_in_order_and_their_own_bases_before_them() throws IOException {
    write("common/low.yaml", cmdline("low"));
    write("common/a.yaml", "extends: [low.yaml]\n" + cmdline("a"));
    write("common/b.yaml", "extends: [kernel.yaml]\n" + cmdline("b"));

    Machine machine = read("machines/web.yaml", "../common/a.yaml", "../common/b.yaml");

    assertThat(machine.kernel().cmdline())
        .extracting(Located::value)
        .containsExactly("low", "a", "b");
  }

  @Test
  void a_base_that_is_reached_twice_counts_once_at_its_first_place() throws IOException {
    write("common/low.yaml", cmdline("low") + "init: busybox\n");
    write("common/a.yaml", "extends: [low.yaml]\n" + cmdline("a"));
    write("common/b.yaml", "extends: [../common/low.yaml, kernel.yaml]\n" + cmdline("b"));

    Machine machine = read("machines/web.yaml", "../common/a.yaml", "../common/b.yaml");

    assertThat(machine.kernel().cmdline())
        .extracting(Located::value)
        .containsExactly("low", "a", "b");
  }

  @Test
  void profiles_of_all_files_are_merged_and_laid_over_last_in_the_order_asked_for()
      throws IOException {
    write(
        "common/base.yaml",
        "extends: [kernel.yaml]\nprofiles:\n  p: {initrd: {on_failure: shell}, name: p}\n");
    Path file =
        write(
            "machines/web.yaml",
            """
            oscc: 1
            name: web
            extends: [../common/base.yaml]
            vm: {cpus: 2}
            profiles:
              p: {vm: {cpus: 3}}
              q: {name: q, vm: !remove }
            """);

    Machine plain = read(Manifest.of(file));
    Machine both = read(new Manifest(file, List.of("p", "q")));
    Machine other = read(new Manifest(file, List.of("q", "p")));

    assertThat(plain.name().value()).isEqualTo("web");
    assertThat(plain.vm().cpus()).isEqualTo(2);
    assertThat(both.name().value()).isEqualTo("q");
    assertThat(both.initrd().onFailure()).isEqualTo(InitrdSpec.OnFailure.SHELL);
    assertThat(both.vm().cpus()).isEqualTo(1);
    assertThat(other.name().value()).isEqualTo("p");
    assertThat(other.vm().cpus()).isEqualTo(3);
  }

  @Test
  void a_mistake_is_shown_in_the_file_that_makes_it_with_the_way_there() throws IOException {
    write("common/base.yaml", "extends: [kernel.yaml]\n\ninit: runti\n");
    Path file =
        write("machines/web.yaml", "oscc: 1\nname: web\nextends:\n  - ../common/base.yaml\n");
    Report report = new Report();

    assertThat(ManifestReader.read(file, report)).isEmpty();

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.code()).isEqualTo(Code.OS0104);
          assertThat(d.span().orElseThrow()).hasToString(folder + "/common/base.yaml:3:7");
          assertThat(d.related())
              .extracting(r -> r.span().toString())
              .containsExactly(file + ":4:5");
        });
  }

  @Test
  void a_base_that_may_not_be_read_is_the_mistake_of_the_line_that_names_it() throws IOException {
    Files.createSymbolicLink(folder.resolve("common/loop.yaml"), Path.of("loop.yaml"));

    assertThat(codes("../common/loop.yaml")).containsExactly(Code.OS0114);
    assertThat(codes("/dev/zero")).containsExactly(Code.OS0114);
    assertThat(codes("../common\\0.yaml")).containsExactly(Code.OS0114);
  }

  @Test
  void a_circle_through_a_link_is_found() throws IOException {
    Files.createSymbolicLink(
        folder.resolve("common/link.yaml"), folder.resolve("machines/web.yaml"));

    assertThat(codes("../common/link.yaml")).containsExactly(Code.OS0115);
  }

  private List<Code> codes(String base) throws IOException {
    Path file =
        write("machines/web.yaml", "oscc: 1\nname: web\nextends: [\"%s\"]\n".formatted(base));
    Report report = new Report();
    ManifestReader.read(file, report);
    return report.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static String cmdline(String word) {
    return "kernel:\n  cmdline: [%s]\n".formatted(word);
  }

  private Machine read(String file, String... bases) throws IOException {
    String extended = "extends: [%s]\n".formatted(String.join(", ", bases));
    return read(Manifest.of(write(file, "oscc: 1\nname: web\n" + extended)));
  }

  private static Machine read(Manifest manifest) throws IOException {
    Report report = new Report();
    var machine = ManifestReader.read(manifest, report);
    assertThat(report.diagnostics()).isEmpty();
    return machine.orElseThrow();
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(folder.resolve(file), text);
  }
}
