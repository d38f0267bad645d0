package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.store.Store;

class DebSourceTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void openStore() throws IOException {
    store = Store.open(folder);
  }

  private Unpacked unpack(byte[] deb) throws IOException {
    return new DebSource(
            store,
            store.keep(new ByteArrayInputStream(deb)),
            "tool 1.0",
            "tool",
            PackageSpec.Selection.ALL,
            7)
        .unpack();
  }

  @Test
  void files_come_from_data_and_scripts_are_kept_as_texts() throws IOException {
    TarBytes control = new TarBytes().folder("./").file("./control", "Package: tool\n");
    control.file("./postinst", "#!/bin/sh\n").file("./md5sums", "0");

    Unpacked unpacked = unpack(Archives.deb(control, new TarBytes().file("./bin/tool", "t")));

    assertThat(Trees.listing(unpacked.tree())).contains("0644 0:0 1000 /usr/bin/tool t");
    assertThat(unpacked.notes())
        .containsExactly(
            new Survey.TextFile(new UnixPath("/var/lib/dpkg/info/tool.control"), "Package: tool\n"),
            new Survey.TextFile(new UnixPath("/var/lib/dpkg/info/tool.postinst"), "#!/bin/sh\n"));
  }

  @Test
  void members_with_an_underscore_may_stand_between() throws IOException {
    byte[] deb =
        Archives.ar(
            "debian-binary",
            TarBytes.utf8("2.0\n"),
            "_gpg",
            TarBytes.utf8("odd"),
            "control.tar/",
            new TarBytes().ended(),
            "data.tar.gz",
            Archives.gzip(new TarBytes().file("a", "x").ended()));

    assertThat(Trees.listing(unpack(deb).tree())).containsExactly("0644 0:0 1000 /a x");
  }

  @Test
  void members_in_another_order_are_refused() {
    byte[] deb =
        Archives.ar("debian-binary", TarBytes.utf8("2.0\n"), "data.tar", new TarBytes().ended());

    assertThatThrownBy(() -> unpack(deb))
        .isInstanceOf(BadArchive.class)
        .hasMessageContaining(
            "tool 1.0: `data.tar`: it has data.tar where control.tar is expected");
  }

  @Test
  void another_format_or_no_package_at_all_is_refused() {
    assertThatThrownBy(() -> unpack(Archives.ar("debian-binary", TarBytes.utf8("3.0\n"))))
        .isInstanceOf(BadArchive.class)
        .hasMessageContaining("its format is `3.0`");
    assertThatThrownBy(() -> unpack(TarBytes.utf8("PK")))
        .isInstanceOf(BadArchive.class)
        .hasMessageContaining("tool 1.0: it is no Debian package");
  }
}
