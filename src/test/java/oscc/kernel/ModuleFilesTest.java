package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import oscc.fstree.FileTree;
import oscc.fstree.Node;

class ModuleFilesTest {

  private static FileTree files(TestModules modules) throws IOException {
    ModuleIndex index = modules.index();
    return ModuleFiles.of(index, index.modules(), 0);
  }

  static byte[] bytes(FileTree tree, ModuleIndex index, String name) throws IOException {
    Node.RegularFile file = (Node.RegularFile) tree.inode(index.folder().child(name)).orElseThrow();
    try (InputStream in = file.content().open()) {
      return in.readAllBytes();
    }
  }

  private static String text(TestModules modules, String name) throws IOException {
    return new String(bytes(files(modules), modules.index(), name), StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> trie(TestModules modules, String name)
      throws IOException {
    return TrieReader.read(bytes(files(modules), modules.index(), name));
  }

  @Test
  void a_line_of_dependencies_names_all_and_each_before_what_it_needs() throws IOException {
    TestModules modules =
        new TestModules()
            .add("block/virtio_blk", "depends=virtio_ring", "depends=virtio")
            .add("virtio", "depends=virtio_ring")
            .add("virtio_ring");

    assertThat(text(modules, "modules.dep"))
        .isEqualTo(
            """
            kernel/block/virtio_blk.ko: kernel/virtio.ko kernel/virtio_ring.ko
            kernel/virtio.ko: kernel/virtio_ring.ko
            kernel/virtio_ring.ko:
            """);
    assertThat(trie(modules, "modules.dep.bin"))
        .containsEntry(
            "virtio_blk",
            List.of("0 kernel/block/virtio_blk.ko: kernel/virtio.ko kernel/virtio_ring.ko"));
  }

  @Test
  void the_text_that_busybox_reads_has_what_a_soft_dependency_wants_first() throws IOException {
    TestModules modules =
        new TestModules()
            .add("ext4", "softdep=pre: crypto-crc32c", "depends=jbd2", "softdep=post: late")
            .add("jbd2", "softdep=pre: crypto-crc32c")
            .add("late")
            .add("crypto/crc32c_generic", "alias=crypto-crc32c");

    assertThat(text(modules, "modules.dep"))
        .isEqualTo(
            """
            kernel/ext4.ko: kernel/jbd2.ko kernel/crypto/crc32c_generic.ko
            kernel/jbd2.ko: kernel/crypto/crc32c_generic.ko
            kernel/late.ko:
            kernel/crypto/crc32c_generic.ko:
            """);
    assertThat(trie(modules, "modules.dep.bin"))
        .containsEntry("ext4", List.of("0 kernel/ext4.ko: kernel/jbd2.ko"));
    assertThat(text(modules, "modules.softdep"))
        .endsWith(
            "softdep ext4 pre: crypto-crc32c\nsoftdep ext4 post: late\nsoftdep jbd2 pre: crypto-crc32c\n");
  }

  @Test
  void modules_that_need_themselves_are_left_out_as_depmod_does() throws IOException {
    TestModules modules =
        new TestModules()
            .add("a", "depends=b")
            .add("b", "depends=a")
            .add("c", "depends=a")
            .add("d");

    assertThat(text(modules, "modules.dep")).isEqualTo("kernel/c.ko:\nkernel/d.ko:\n");
  }

  @Test
  void aliases_keep_hyphens_in_the_text_and_lose_them_in_the_index() throws IOException {
    TestModules modules =
        new TestModules()
            .add("a", "alias=char-major-10-[0-9]*", "alias=platform:x-y")
            .add("b", "alias=platform:x-y");

    assertThat(text(modules, "modules.alias"))
        .endsWith("alias char-major-10-[0-9]* a\nalias platform:x-y a\nalias platform:x-y b\n");
    assertThat(trie(modules, "modules.alias.bin"))
        .isEqualTo(
            Map.of("char_major_10_[0-9]*", List.of("0 a"), "platform:x_y", List.of("0 a", "1 b")));
  }

  @Test
  void a_device_node_has_name_and_numbers() throws IOException {
    TestModules modules =
        new TestModules()
            .add(
                "loop",
                "alias=devname:loop-control",
                "alias=char-major-10-237",
                "alias=block-major-7-*")
            .add("half", "alias=devname:half");

    assertThat(text(modules, "modules.devname")).endsWith(".\nloop loop-control c10:237\n");
  }

  @Test
  void symbols_lead_to_the_module_that_exports_them() throws IOException {
    TestModules modules = new TestModules().add("a", "export=f", "export=g").add("b", "export=h");

    assertThat(text(modules, "modules.symbols"))
        .endsWith("alias symbol:f a\nalias symbol:g a\nalias symbol:h b\n");
    assertThat(trie(modules, "modules.symbols.bin")).containsEntry("symbol:h", List.of("1 b"));
  }

  @Test
  void built_ins_are_known_by_name_and_alias() throws IOException {
    TestModules modules =
        new TestModules()
            .add("a")
            .builtIn(
                "kernel/fs/ext4/ext4.ko\nkernel/lib/crc-t10dif.ko\n",
                "ext4.alias=fs-ext4\next4.license=GPL\n");

    assertThat(trie(modules, "modules.builtin.bin"))
        .isEqualTo(Map.of("ext4", List.of("0 "), "crc_t10dif", List.of("0 ")));
    assertThat(trie(modules, "modules.builtin.alias.bin"))
        .isEqualTo(Map.of("fs_ext4", List.of("0 ext4")));
  }

  @Test
  void only_what_the_tree_carries_is_indexed() throws IOException {
    ModuleIndex index =
        new TestModules().add("a", "alias=x").add("b", "depends=c").add("c").index();

    FileTree tree = ModuleFiles.of(index, index.closure(List.of("b")), 0);

    assertThat(new String(bytes(tree, index, "modules.dep"), StandardCharsets.UTF_8))
        .isEqualTo("kernel/b.ko: kernel/c.ko\nkernel/c.ko:\n");
    assertThat(TrieReader.read(bytes(tree, index, "modules.alias.bin"))).isEmpty();
  }
}
