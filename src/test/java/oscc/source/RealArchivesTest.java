package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;
import oscc.manifest.PackageSpec;
import oscc.store.Digest;
import oscc.store.Store;

@Tag("tools")
class RealArchivesTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void makeTree() throws IOException, InterruptedException {
    store = Store.open(folder.resolve("store"));
    HostTools.sh(
        folder,
        """
        mkdir -p tree/etc tree/bin tree/long
        echo hello > tree/etc/motd; chmod 0600 tree/etc/motd
        printf x > tree/bin/su; chmod 4755 tree/bin/su; ln tree/bin/su tree/bin/su2
        ln -s ../etc/motd tree/bin/link; mkfifo tree/pipe
        truncate -s 3M tree/sparse; printf end >> tree/sparse
        i=0; name=tree/long; while [ $i -lt 6 ]; do name=$name/abcdefghijklmnopqrstuvwxyzabcdefghijklmn; i=$((i+1)); done
        mkdir -p $name; echo deep > $name/grüße
        find tree -exec touch -h -d @1234567890.75 {} +
        """);
  }

  private FileTree unpack(String file) throws IOException {
    try (var in = Files.newInputStream(folder.resolve(file))) {
      return new TarSource(store, store.keep(in), file, PackageSpec.Selection.ALL, 7)
          .unpack()
          .tree();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=gnu",
        "--format=pax",
        "--format=oldgnu",
        "--format=gnu --sparse",
        "--format=oldgnu --sparse",
        "--format=pax --sparse --sparse-version=0.0",
        "--format=pax --sparse --sparse-version=0.1",
        "--format=pax --sparse --sparse-version=1.0",
        "--format=gnu -z",
        "--format=gnu -j",
        "--format=gnu -J",
        "--format=gnu --zstd",
        "--format=gnu --numeric-owner --owner=5000000 --group=7"
      })
  void each_form_that_gnu_tar_writes_gives_the_same_tree(String options)
      throws IOException, InterruptedException {
    HostTools.sh(folder, "tar " + options + " -C tree -cf a.tar .");

    FileTree tree = unpack("a.tar");

    String deep = "/long" + "/abcdefghijklmnopqrstuvwxyzabcdefghijklmn".repeat(6) + "/grüße";
    assertThat(Trees.text(Trees.content(tree, deep))).isEqualTo("deep\n");
    assertThat(Trees.text(Trees.content(tree, "/etc/motd"))).isEqualTo("hello\n");
    assertThat(tree.inode(new UnixPath("/usr/bin/su")).orElseThrow())
        .isEqualTo(tree.inode(new UnixPath("/usr/bin/su2")).orElseThrow())
        .satisfies(i -> assertThat(i.attributes().mode().toString()).isEqualTo("4755"))
        .satisfies(i -> assertThat(i.attributes().mtime()).isEqualTo(1234567890));
    Content sparse = Trees.content(tree, "/sparse");
    assertThat(sparse.size()).isEqualTo((3 << 20) + 3);
    assertThat(sparse.digest()).isEqualTo(Digest.of(folder.resolve("tree/sparse")));
    assertThat(Trees.listing(tree)).anyMatch(l -> l.endsWith(" /pipe fifo"));
    if (options.contains("--sparse")) {
      assertThat(sparse.extents().stream().mapToLong(Content.Extent::length).sum())
          .isLessThan(1 << 20);
    }
    if (options.contains("--owner")) {
      assertThat(tree.inode(new UnixPath("/etc/motd")).orElseThrow().attributes().uid())
          .isEqualTo(5_000_000);
    }
  }

  @Test
  void a_ustar_prefix_is_part_of_the_name() throws IOException, InterruptedException {
    HostTools.sh(folder, "rm -r tree/long/*/*/*/*; tar --format=ustar -C tree -cf a.tar .");
    String deep = "/long" + "/abcdefghijklmnopqrstuvwxyzabcdefghijklmn".repeat(3);

    assertThat(unpack("a.tar").find(new UnixPath(deep))).isPresent();
  }

  @Test
  void extended_attributes_survive_byte_by_byte() throws IOException, InterruptedException {
    HostTools.sh(
        folder,
        """
        setfattr -n user.bytes -v 0x00ff800a3d tree/etc/motd
        tar --xattrs --xattrs-include='*' --format=pax -C tree -cf a.tar .
        """);

    assertThat(unpack("a.tar").inode(new UnixPath("/etc/motd")).orElseThrow().attributes().xattrs())
        .containsExactly(new Xattr("user.bytes", "00ff800a3d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "xz", "zstd"})
  void what_dpkg_deb_packs_is_unpacked(String compression)
      throws IOException, InterruptedException {
    HostTools.sh(
        folder,
        """
        mkdir tree/DEBIAN
        printf 'Package: t\\nVersion: 1\\nArchitecture: all\\nMaintainer: t <t@t>\\nDescription: t\\n' > tree/DEBIAN/control
        dpkg-deb --root-owner-group -Z%s -b tree t.deb
        """
            .formatted(compression));

    try (var in = Files.newInputStream(folder.resolve("t.deb"))) {
      Unpacked deb =
          new DebSource(store, store.keep(in), "t 1", "t", PackageSpec.Selection.ALL, 7).unpack();

      assertThat(Trees.text(Trees.content(deb.tree(), "/etc/motd"))).isEqualTo("hello\n");
      assertThat(deb.tree().find(new UnixPath("/DEBIAN"))).isEmpty();
      assertThat(deb.notes().getFirst().text()).contains("Package: t\n");
    }
  }

  @Test
  void the_survey_of_a_real_program_names_its_loader_and_libraries()
      throws IOException, InterruptedException {
    HostTools.sh(folder, "cp $(command -v tar) tree/bin/tar; tar -C tree -cf a.tar bin");
    FileTree tree = unpack("a.tar");
    Content.Slice tar = (Content.Slice) Trees.content(tree, "/usr/bin/tar");

    var elf = Surveyor.survey("a.tar", tree, tar.blob(), List.of()).elves().getFirst();

    assertThat(elf.interpreter().orElseThrow()).contains("ld-linux");
    assertThat(elf.needed()).contains("libc.so.6");
    assertThat(elf.path()).isEqualTo(new UnixPath("/usr/bin/tar"));
  }
}
