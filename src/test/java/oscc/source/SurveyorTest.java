package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.store.Store;

class SurveyorTest {
  @TempDir Path folder;

  private Survey survey(TarBytes tar) throws IOException {
    Store store = Store.open(folder);
    TarSource source =
        new TarSource(
            store,
            store.keep(new ByteArrayInputStream(tar.ended())),
            "test.tar",
            PackageSpec.Selection.ALL,
            7);
    Unpacked unpacked = source.unpack();
    return Surveyor.survey("test.tar", unpacked.tree(), unpacked.contents(), List.of());
  }

  @Test
  void executables_with_a_first_line_are_scripts() throws IOException {
    TarBytes tar =
        new TarBytes()
            .add(new TarBytes.Header("bin/a", '0').mode(0755), TarBytes.utf8("#! /bin/sh -e\nx"))
            .add(new TarBytes.Header("bin/b", '0').mode(0755), TarBytes.utf8("#!/usr/bin/env x"))
            .add(new TarBytes.Header("bin/c", '0').mode(0755), TarBytes.utf8("no script"))
            .file("doc/d", "#!/bin/sh\n");

    assertThat(survey(tar).scripts())
        .containsExactly(
            new Survey.Script(new UnixPath("/usr/bin/a"), "/bin/sh"),
            new Survey.Script(new UnixPath("/usr/bin/b"), "/usr/bin/env"));
  }

  @Test
  void declarative_files_are_kept_whole() throws IOException {
    TarBytes tar =
        new TarBytes()
            .file("usr/lib/sysusers.d/x.conf", "u x")
            .file("lib/tmpfiles.d/y.conf", "d /run/y")
            .file("usr/share/base-passwd/passwd.master", "root")
            .file("usr/share/doc/readme", "no");

    assertThat(survey(tar).texts().stream().map(Survey.TextFile::text))
        .containsExactly("u x", "d /run/y", "root");
  }

  @Test
  void what_only_begins_like_elf_is_left_out() throws IOException {
    TarBytes tar = new TarBytes().file("bin/x", "\u007fELF and no more");

    assertThat(survey(tar).elves()).isEmpty();
  }

  @Test
  void a_broken_module_is_told_by_name() {
    TarBytes tar = new TarBytes().file("lib/modules/6.1/x.ko", "not a module");

    assertThatThrownBy(() -> survey(tar))
        .isInstanceOf(BadArchive.class)
        .hasMessageContaining(
            "test.tar: `usr/lib/modules/6.1/x.ko`: as a kernel module it is broken");
  }

  @Test
  void versioned_symbols_are_what_a_module_exports() throws IOException {
    byte[] module =
        TestElf.module(
            "name=x\0softdep=pre: y\0firmware=f.bin\0",
            "__crc_b",
            "printk",
            "__crc_a",
            "__ksymtab_z");
    TarBytes tar = new TarBytes().add(new TarBytes.Header("lib/modules/6.1/x.ko", '0'), module);

    assertThat(survey(tar).modules())
        .singleElement()
        .satisfies(m -> {
          assertThat(m.exports()).containsExactly("a", "b");
          assertThat(m.softdeps()).containsExactly("pre: y");
          assertThat(m.firmware()).containsExactly("f.bin");
        });
  }
}
