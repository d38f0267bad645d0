package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Unit;
import oscc.manifest.Arch;
import oscc.manifest.Machine;
import oscc.source.Sources;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * Debian's kernels as they are today, and what depmod(8) and modprobe(8) of this host say of them.
 */
@Tag("tools")
class DebianKernelTest {
  /** Index files whose bytes equal depmod's. */
  private static final List<String> SAME_BYTES =
      List.of(
          "modules.alias",
          "modules.alias.bin",
          "modules.builtin.alias.bin",
          "modules.builtin.bin",
          "modules.devname",
          "modules.softdep",
          "modules.symbols.bin");

  @TempDir static Path aptState;

  @TempDir Path folder;

  @Test
  void the_cloud_kernel_is_read_and_indexed_as_depmod_does() throws Exception {
    checkKernel(
        DebianKernel.fetch("linux-image-cloud-amd64", Arch.X86_64, aptState, folder), Arch.X86_64);
  }

  @Test
  void the_general_kernel_is_read_and_indexed_as_depmod_does() throws Exception {
    DebianKernel debian = DebianKernel.fetch("linux-image-amd64", Arch.X86_64, aptState, folder);

    Kernel kernel = checkKernel(debian, Arch.X86_64);

    assertThat(TestModules.names(kernel.modules().closure(List.of("ext4"))))
        .containsExactly("crc32c_generic", "jbd2", "mbcache", "crc16", "ext4");
  }

  @Test
  void the_arm64_kernel_is_read_and_indexed_as_depmod_does() throws Exception {
    checkKernel(
        DebianKernel.fetch("linux-image-cloud-arm64", Arch.AARCH64, aptState, folder),
        Arch.AARCH64);
  }

  private Kernel checkKernel(DebianKernel debian, Arch arch) throws Exception {
    Unit modules = HostKernel.modules(debian.folder());
    Report report = new Report();
    Machine machine =
        new TestMachine().arch(arch).cmdline("console=" + arch.serial()).dhcp("eth0").machine();

    Kernel kernel =
        KernelReader.read(
            machine,
            new Sources.KernelFiles(
                file(debian.image()), Optional.of(file(debian.config())), Optional.of(modules)),
            new KnownKernels(Store.open(folder.resolve("store"))),
            report);
    NeedAnswers answers = NeedAnswers.of(kernel, Set.of(), machine, List.of());
    KernelRequirements.check(machine, answers, List.of(), report);

    assertThat(TestMachine.told(report)).isEmpty();
    assertThat(kernel.release()).isEqualTo(debian.release());
    assertThat(kernel.header().arch()).isEqualTo(arch);
    checkIndexes(debian, kernel.modules());
    return kernel;
  }

  private static Content file(Path path) throws IOException {
    return Content.of(new Blob(path, Digest.of(path), Files.size(path)));
  }

  private static void checkIndexes(DebianKernel debian, ModuleIndex index) throws IOException {
    HostTool.KMOD.run(
        debian.folder(), List.of("depmod", "-b", debian.folder().toString(), debian.release()));
    FileTree ours = ModuleFiles.of(index, index.modules(), 0);

    for (String name : SAME_BYTES) {
      assertThat(ModuleFilesTest.bytes(ours, index, name))
          .as(name)
          .isEqualTo(Files.readAllBytes(debian.modules().resolve(name)));
    }
    assertThat(lines(ModuleFilesTest.bytes(ours, index, "modules.symbols")))
        .isEqualTo(lines(Files.readAllBytes(debian.modules().resolve("modules.symbols"))));
    checkDependencies(debian, index, ours);
    checkModprobe(debian, index, ours);
  }

  /** Every file that depmod makes is made. */
  @Test
  void the_set_of_files_is_depmods() throws Exception {
    TestModules modules = new TestModules("1.0").builtIn("kernel/a.ko\n", "a.alias=b\n");
    Path release = Files.createDirectories(folder.resolve("lib/modules/1.0"));
    Files.writeString(release.resolve("modules.builtin"), "kernel/a.ko\n");
    Files.writeString(release.resolve("modules.builtin.modinfo"), "a.alias=b\0");
    Files.writeString(release.resolve("modules.order"), "");

    HostTool.KMOD.run(folder, List.of("depmod", "-b", folder.toString(), "1.0"));

    Set<String> ours =
        ModuleFiles.of(modules.index(), List.of(), 0).children(modules.index().folder()).stream()
            .map(e -> e.path().name())
            .collect(Collectors.toSet());
    ours.addAll(List.of("modules.builtin", "modules.builtin.modinfo", "modules.order"));
    try (Stream<Path> theirs = Files.list(release)) {
      assertThat(theirs.map(f -> f.getFileName().toString()).collect(Collectors.toSet()))
          .isSubsetOf(ours);
    }
  }

  /**
   * Dependencies are the same sets, each in an order that loads. In some lines modules that do not
   * need each other stand the other way round than depmod's: it takes them in the order of the
   * symbol table, we in that of {@code depends=}. The text has more for modules with soft
   * dependencies, since busybox reads it.
   */
  private static void checkDependencies(DebianKernel debian, ModuleIndex index, FileTree ours)
      throws IOException {
    Map<String, List<String>> binary = trie(ModuleFilesTest.bytes(ours, index, "modules.dep.bin"));
    Map<String, List<String>> theirs =
        trie(Files.readAllBytes(debian.modules().resolve("modules.dep.bin")));
    Map<String, List<String>> text = new TreeMap<>();
    lines(ModuleFilesTest.bytes(ours, index, "modules.dep"))
        .forEach(line -> text.put(AliasName.ofFile(line.split(":", 2)[0]), words(line)));

    assertThat(binary.keySet()).isEqualTo(theirs.keySet()).isEqualTo(text.keySet());
    binary.forEach((name, words) -> {
      assertThat(words).as(name).hasSameElementsAs(theirs.getOrDefault(name, List.of()));
      assertThat(text.getOrDefault(name, List.of())).as(name).containsAll(words);
    });
    binary.values().forEach(words -> checkOrder(words, binary));
  }

  /** Read from its end, each module of a line comes after all that it needs. */
  private static void checkOrder(List<String> words, Map<String, List<String>> lines) {
    Set<String> loaded = new HashSet<>();
    for (String path : words.reversed()) {
      List<String> needs = lines.getOrDefault(AliasName.ofFile(path), List.of());
      assertThat(loaded).as("%s in %s", path, words).containsAll(needs.subList(1, needs.size()));
      loaded.add(path);
    }
  }

  private static Map<String, List<String>> trie(byte[] bytes) {
    Map<String, List<String>> lines = new TreeMap<>();
    TrieReader.read(bytes)
        .forEach((name, values) -> lines.put(name, words(values.getFirst().split(" ", 2)[1])));
    return lines;
  }

  private static List<String> words(String line) {
    return List.of(line.replace(":", "").split(" ", -1));
  }

  private static Set<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().collect(Collectors.toSet());
  }

  /** kmod finds the same modules by our files as by depmod's. */
  private static void checkModprobe(DebianKernel debian, ModuleIndex index, FileTree ours)
      throws IOException {
    List<String> names =
        List.of("btrfs", "nfsd", "virtio_net", "overlay", "pci:v00001AF4d00001000sv1sd1bc1sc1i1");
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String name : names) {
      before.add(showDepends(debian, name));
    }
    for (FileTree.Entry entry : ours.children(index.folder())) {
      String name = entry.path().name();
      Files.write(debian.modules().resolve(name), ModuleFilesTest.bytes(ours, index, name));
    }
    for (String name : names) {
      after.add(showDepends(debian, name));
    }

    assertThat(after).isEqualTo(before);
  }

  private static String showDepends(DebianKernel debian, String name) throws IOException {
    return HostTool.KMOD.run(
        debian.folder(),
        List.of(
            "modprobe",
            "-d",
            debian.folder().toString(),
            "-S",
            debian.release(),
            "--show-depends",
            name));
  }
}
