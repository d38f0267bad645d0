package oscc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.process.Run;
import oscc.source.TestElf;

/** Who is warned of the kernel is warned at every build, and builds as fast as others. */
@Tag("tools")
class KernelFindingsTest {
  private static final String KERNEL =
      """
      kernel:
        prebuilt: {image: kernel, modules: modules.tar}
        cmdline: [console=ttyS0]
        fragments: [kernel.config]
        modules: {rootfs: [needy, "wi*"], load: [card]}
      """;

  private static final String REST =
      """
      initrd: {busybox: {file: busybox}}
      packages: [{dir: base}]
      """;

  @TempDir Path folder;

  @BeforeEach
  void write_inputs() throws IOException {
    InputFiles.write(folder);
    InputFiles.program(InputFiles.BUSYBOX, folder.resolve("base/usr/bin/busybox"));
    Path sysusers = Files.createDirectories(folder.resolve("base/usr/lib/sysusers.d"));
    Files.writeString(sysusers.resolve("web.conf"), "u web 33\n");
    Files.writeString(
        folder.resolve("kernel.config"),
        "CONFIG_A=y\nCONFIG_A=m\n#CONFIG_B is not set\nCONFIG_C=y\n");
    Path modules = Files.createDirectories(folder.resolve("lib/modules/6.1.0"));
    Files.writeString(
        modules.resolve("modules.builtin"),
        "kernel/squashfs.ko\nkernel/overlay.ko\nkernel/loop.ko\nkernel/binfmt_script.ko\n");
    write(modules.resolve("card.ko"), "firmware=card.bin");
    write(modules.resolve("wire.ko"), "firmware=wire-1.bin");
    write(modules.resolve("wifi.ko"), "firmware=wifi.bin");
    write(modules.resolve("needy.ko"), "depends=nowhere");
    List<String> tar = List.of("tar", "-C", folder.toString(), "-cf", "modules.tar", "lib");
    Run.Result packed = Run.of(tar).in(folder).result();
    assertThat(packed.status()).as(packed.err()).isZero();
  }

  private static void write(Path module, String fact) throws IOException {
    String name = module.getFileName().toString().replace(".ko", "");
    String all = "name=%s\0vermagic=6.1.0 SMP\0%s\0".formatted(name, fact);
    Files.write(module, TestElf.module(all));
  }

  private Outcome build(String store, String out, String manifest) throws IOException {
    String head = "oscc: 1\nname: edited\n";
    return Outcome.of(folder, new Outcome.Folders(store, out), head + manifest);
  }

  @Test
  void each_finding_is_told_in_terms_of_the_manifest_at_hand() throws IOException {
    Outcome first = build("store", "out", KERNEL + REST);
    assertThat(first.rejected()).as(first.diagnostics().toString()).isFalse();
    assertThat(first.joined()).isTrue();
    for (String code : List.of("OS0508", "OS0512", "OS0513", "OS0515", "OS0533")) {
      assertThat(first.diagnostics()).anyMatch(told -> told.contains(code));
    }

    List<String> edits =
        List.of(
            "# a line more\n\n" + KERNEL + REST,
            REST + KERNEL,
            KERNEL.replace("console=ttyS0", "console=tty0, panic=3") + REST,
            KERNEL.replace("    modules:", "").replace("\"wi*\"", "\n    'wi*'") + REST,
            KERNEL + REST + "users: [{name: tom, uid: 33}]\n",
            KERNEL + REST + "services: {tool: {command: [/usr/bin/none]}}\n");
    for (int i = 0; i < edits.size(); i++) {
      String edit = edits.get(i) + "files: [{path: /etc/motd, content: \"%d\"}]\n".formatted(i);
      Outcome soon = build("store", "out", edit);
      Outcome alone = build("store-of-" + i, "alone", edit);

      assertThat(soon.joined()).as(edit).isFalse();
      assertThat(soon.diagnostics()).as(edit).isEqualTo(alone.diagnostics());
      assertThat(soon.rejected()).as(edit).isEqualTo(alone.rejected());
      assertThat(soon.sums()).as(edit).isEqualTo(alone.sums());
    }
  }

  @Test
  void what_two_entries_may_have_given_rise_to_is_found_anew() throws IOException {
    String twice = KERNEL.replace("[kernel.config]", "[kernel.config, ./kernel.config]");
    Outcome first = build("store", "out", twice + REST);

    Outcome second = build("store", "out", twice + REST + "users: [{name: tom}]\n");

    assertThat(first.rejected()).as(first.diagnostics().toString()).isFalse();
    assertThat(second.joined()).isTrue();
    assertThat(second.diagnostics()).isEqualTo(first.diagnostics());
  }
}
