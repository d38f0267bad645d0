package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.KernelSpec;

class ModuleSelectionTest {
  private final TestModules modules =
      new TestModules()
          .add("drivers/net/e1000e/e1000e", "depends=ptp", "firmware=e1000e.bin")
          .add("drivers/ptp/ptp")
          .add("drivers/net/wireguard", "softdep=pre: blake2s")
          .add("lib/blake2s", "firmware=blake.bin", "firmware=more.bin")
          .builtIn("kernel/fs/ext4.ko\n", "")
          .folder("modules.dep", "stale")
          .folder("build", "link");
  private final Report report = new Report();

  private static KernelSpec.Modules some(List<String> patterns, String... load) {
    return new KernelSpec.Modules(
        List.of(),
        new KernelSpec.RootfsModules.Some(located(patterns.stream())),
        located(Stream.of(load)));
  }

  private static List<Located<String>> located(Stream<String> names) {
    return names.map(TestMachine::named).toList();
  }

  private List<String> select(KernelSpec.Modules spec) throws IOException {
    return TestModules.names(ModuleSelection.select(modules.index(), spec, report));
  }

  @Test
  void names_and_patterns_bring_what_they_need() throws IOException {
    assertThat(select(some(List.of("e1000*")))).containsExactly("e1000e", "ptp");
    assertThat(select(some(List.of("wireguard")))).containsExactly("wireguard", "blake2s");
    assertThat(select(some(List.of("kernel/drivers/ptp/*", "ext4")))).containsExactly("ptp");
    assertThat(TestMachine.told(report)).isEmpty();
  }

  @Test
  void what_is_loaded_at_boot_is_carried() throws IOException {
    assertThat(select(some(List.of("ptp"), "wireguard")))
        .containsExactly("ptp", "wireguard", "blake2s");
  }

  @Test
  void what_matches_nothing_is_reported_with_the_nearest_name() throws IOException {
    select(some(List.of("e1000d", "zz*"), "wiregard"));

    assertThat(TestMachine.told(report))
        .isEqualTo(
            """
            error OS0530 machine.yaml:5:1 kernel 6.1.0-1-test has no module `wiregard`
            error OS0531 machine.yaml:5:1 kernel 6.1.0-1-test has no module that matches `e1000d`
            error OS0531 machine.yaml:5:1 kernel 6.1.0-1-test has no module that matches `zz*`
            """);
    assertThat(report.diagnostics())
        .extracting(d -> String.join(";", d.help()))
        .containsExactly("did you mean `wireguard`?", "did you mean `e1000e`?", "");
  }

  @Test
  void nothing_can_be_loaded_where_nothing_is_carried() throws IOException {
    KernelSpec.Modules none =
        new KernelSpec.Modules(
            List.of(), new KernelSpec.RootfsModules.None(), located(Stream.of("ptp", "ext4")));

    assertThat(select(none)).isEmpty();
    assertThat(TestMachine.told(report))
        .isEqualTo(
            "error OS0532 machine.yaml:5:1 module `ptp` is to be loaded, but the root carries"
                + " none\n");
  }

  @Test
  void the_tree_has_the_modules_and_the_lists_of_the_build_alone() throws IOException {
    ModuleIndex index = modules.index();

    FileTree tree = ModuleSelection.files(modules.unit(), index, index.closure(List.of("ptp")));

    assertThat(tree.stream().filter(e -> e.node() instanceof Node.RegularFile))
        .extracting(e -> e.path().name())
        .containsExactly("ptp.ko", "modules.builtin", "modules.builtin.modinfo", "modules.order");
    assertThat(ModuleSelection.files(modules.unit(), index, List.of()).size()).isEqualTo(1);
  }

  private FileTree packages(String... paths) {
    FileTreeBuilder tree = FileTree.builder(0);
    for (String path : paths) {
      tree.put(
          new UnixPath(path), new Node.RegularFile(Attributes.ofRoot(0644, 0), Content.of("f")));
    }
    return tree.build();
  }

  private String firmware(KernelSpec.Modules spec, FileTree packages) throws IOException {
    Report told = new Report();
    MissingFirmware.check(modules.index(), spec, packages, told);
    return TestMachine.told(told);
  }

  @Test
  void firmware_of_named_modules_that_no_package_brings_is_a_warning() throws IOException {
    assertThat(firmware(some(List.of("wireguard")), packages()))
        .isEqualTo(
            "warning OS0533 machine.yaml:5:1 no package brings the firmware `blake.bin` and 1 more,"
                + " which module `blake2s` may ask for\n");
    assertThat(
            firmware(
                some(List.of("wireguard")),
                packages("/usr/lib/firmware/blake.bin", "/usr/lib/firmware/updates/more.bin.xz")))
        .isEmpty();
  }

  @Test
  void firmware_of_what_a_pattern_matched_is_counted() throws IOException {
    assertThat(firmware(some(List.of("*")), packages()))
        .isEqualTo(
            "note OS0533 machine.yaml:5:1 no package brings 3 firmware files that modules matching"
                + " `*` may ask for\n");
  }
}
