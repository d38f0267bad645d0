package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ModuleIndexTest {

  private static List<String> closure(ModuleIndex index, String... names) {
    return TestModules.names(index.closure(List.of(names)));
  }

  @Test
  void what_a_module_needs_is_loaded_before_it() throws IOException {
    ModuleIndex index =
        new TestModules()
            .add("virtio_blk", "depends=virtio", "depends=virtio_ring")
            .add("virtio", "depends=virtio_ring")
            .add("virtio_ring")
            .add("loop")
            .index();

    assertThat(closure(index, "loop", "virtio_blk", "virtio"))
        .containsExactly("loop", "virtio_ring", "virtio", "virtio_blk");
  }

  @Test
  void a_soft_dependency_is_found_by_its_alias_and_loaded_where_it_says() throws IOException {
    ModuleIndex index =
        new TestModules()
            .add("fs/ext4", "softdep=pre: crypto-crc32c post: extra-thing", "depends=jbd2")
            .add("fs/jbd2")
            .add("crypto/crc32c_generic", "alias=crypto-crc32c")
            .add("lib/extra", "alias=extra-*")
            .index();

    assertThat(closure(index, "ext4")).containsExactly("crc32c_generic", "jbd2", "ext4", "extra");
  }

  @Test
  void an_implementation_for_some_processors_gives_way_to_a_portable_one() throws IOException {
    TestModules modules =
        new TestModules()
            .add("arch/x86/crypto/crc32c-intel", "alias=crypto-crc32c")
            .add("fs/ext4", "softdep=pre: crypto-crc32c");

    assertThat(closure(modules.index(), "ext4")).containsExactly("crc32c_intel", "ext4");
    modules.add("crypto/crc32c_generic", "alias=crypto-crc32c");
    assertThat(closure(modules.index(), "ext4")).containsExactly("crc32c_generic", "ext4");
  }

  @Test
  void what_is_built_in_needs_no_module() throws IOException {
    ModuleIndex index =
        new TestModules()
            .add("fs/ext4", "softdep=pre: crypto-crc32c", "depends=mbcache")
            .add("arch/x86/crypto/crc32c-intel", "alias=crypto-crc32c")
            .builtIn(
                "kernel/fs/mbcache.ko\nkernel/crypto/crc32c_generic.ko\n",
                "crc32c_generic.alias=crypto-crc32c\ncrc32c_generic.license=GPL\n")
            .index();

    LoadPlan plan = index.plan(List.of("ext4", "crc32c-generic", "exr4"));

    assertThat(TestModules.names(plan.order())).containsExactly("ext4");
    assertThat(plan.builtIn()).containsExactly("crc32c-generic");
    assertThat(plan.missing()).containsExactly("exr4");
  }

  @Test
  void a_circle_is_cut_where_it_closes() throws IOException {
    ModuleIndex index =
        new TestModules()
            .add("a", "depends=b")
            .add("b", "depends=c")
            .add("c", "depends=a", "softdep=pre: b post: a c")
            .index();

    assertThat(closure(index, "a")).containsExactly("c", "b", "a");
  }

  @Test
  void a_chain_of_twenty_thousand_modules_is_followed_to_its_end() throws IOException {
    TestModules modules = new TestModules();
    for (int i = 0; i < 20_000; i++) {
      modules.add("m" + i, "depends=m" + (i + 1));
    }
    ModuleIndex index = modules.index();

    List<String> order =
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> closure(index, "m0"));

    assertThat(order).hasSize(20_000).startsWith("m19999").endsWith("m0");
  }

  @Test
  void names_may_have_hyphens_or_underscores() throws IOException {
    ModuleIndex index = new TestModules().add("lib/crc-ccitt").index();

    assertThat(index.find("crc-ccitt")).isPresent().isEqualTo(index.find("crc_ccitt"));
    assertThat(TestModules.names(index.match("crc-*"))).containsExactly("crc_ccitt");
  }

  @Test
  void a_pattern_with_a_slash_is_matched_with_the_path() throws IOException {
    ModuleIndex index =
        new TestModules()
            .add("drivers/net/e1000e/e1000e")
            .add("drivers/net/mii")
            .add("net/x")
            .index();

    assertThat(TestModules.names(index.match("kernel/drivers/net/*")))
        .containsExactly("e1000e", "mii");
    assertThat(TestModules.names(index.match("e1000?"))).containsExactly("e1000e");
  }

  @Test
  void the_known_name_that_is_closest_is_found() throws IOException {
    ModuleIndex index =
        new TestModules().add("e1000e").add("squashfs").builtIn("kernel/fs/ext4.ko\n", "").index();

    assertThat(index.closest("squashf")).contains("squashfs");
    assertThat(index.closest("exr4")).contains("ext4");
    assertThat(index.closest("nothing-like-it")).isEmpty();
  }

  @Test
  void of_two_modules_of_one_name_that_below_updates_wins() throws IOException {
    ModuleIndex index =
        new TestModules().add("drivers/net/mii").addAt("updates/mii").add("net/x").index();

    assertThat(index.modules())
        .extracting(m -> m.path().value())
        .containsExactly(
            "/usr/lib/modules/6.1.0-1-test/updates/mii.ko",
            "/usr/lib/modules/6.1.0-1-test/kernel/net/x.ko");
  }
}
