package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;
import oscc.store.Digest;
import oscc.store.Store;

class TarUnpackerTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void openStore() throws IOException {
    store = Store.open(folder);
  }

  @Test
  void every_kind_of_entry_keeps_its_attributes() throws IOException {
    TarBytes tar =
        new TarBytes()
            .folder("./srv/")
            .add(new TarBytes.Header("./srv/su", '0').mode(04755).owner(33, 44), new byte[] {'x'})
            .symlink("srv/link", "/nowhere/else")
            .hardLink("./srv/again", "srv/su")
            .add(new TarBytes.Header("srv/null", '3').mode(0666).device(1, 3))
            .add(new TarBytes.Header("srv/disk", '4').mode(0660).device(254, 70000))
            .add(new TarBytes.Header("srv/pipe", '6').mode(0600).mtime(5));

    assertThat(Trees.listing(Trees.unpack(store, tar)))
        .containsExactly(
            "0755 0:0 1000 /srv/",
            "4755 33:44 1000 /srv/again x",
            "0660 0:0 1000 /srv/disk BLOCK 254:70000",
            "0777 0:0 1000 /srv/link -> /nowhere/else",
            "0666 0:0 1000 /srv/null CHARACTER 1:3",
            "0600 0:0 5 /srv/pipe fifo",
            "/srv/su = /srv/again");
  }

  @Test
  void folders_that_no_entry_names_appear_with_the_epoch() throws IOException {
    assertThat(Trees.listing(Trees.unpack(store, new TarBytes().file("a/b/c", "x"))))
        .containsExactly("0755 0:0 7 /a/", "0755 0:0 7 /a/b/", "0644 0:0 1000 /a/b/c x");
  }

  @Test
  void the_archive_s_root_says_nothing_about_the_machine_s() throws IOException {
    TarBytes tar = new TarBytes().add(new TarBytes.Header("./", '5').mode(0700).owner(1, 1));

    FileTree tree = Trees.unpack(store, tar.file("a", "x"));

    assertThat(tree.inode(UnixPath.ROOT).orElseThrow().attributes().mode().bits()).isEqualTo(0755);
  }

  @Test
  void the_last_of_two_entries_with_one_name_wins() throws IOException {
    TarBytes tar =
        new TarBytes().file("a", "one").symlink("b", "a").file("a", "two").file("b", "x");

    assertThat(Trees.listing(Trees.unpack(store, tar)))
        .containsExactly("0644 0:0 1000 /a two", "0644 0:0 1000 /b x");
  }

  @Test
  void a_hard_link_keeps_what_its_target_was_when_it_was_made() throws IOException {
    TarBytes tar = new TarBytes().file("a", "one").hardLink("b", "a").file("a", "two");

    assertThat(Trees.listing(Trees.unpack(store, tar)))
        .containsExactly("0644 0:0 1000 /a two", "0644 0:0 1000 /b one");
  }

  @Test
  void strip_globs_and_into_apply_in_this_order() throws IOException {
    TarBytes tar =
        new TarBytes()
            .folder("tool-1.0/")
            .file("tool-1.0/README", "r")
            .add(new TarBytes.Header("tool-1.0/bin/", '5').mode(0750))
            .file("tool-1.0/bin/tool", "t")
            .file("tool-1.0/bin/debug/x", "d")
            .file("other", "o");

    FileTree tree =
        Trees.unpack(
            store,
            tar.ended(),
            Trees.selection(1, "/usr/local", List.of("bin/**"), List.of("**/debug")));

    assertThat(Trees.listing(tree))
        .containsExactly(
            "0755 0:0 7 /usr/",
            "0755 0:0 7 /usr/local/",
            "0750 0:0 1000 /usr/local/bin/",
            "0644 0:0 1000 /usr/local/bin/tool t");
  }

  @Test
  void links_to_what_was_left_out_share_one_file() throws IOException {
    TarBytes tar =
        new TarBytes()
            .file("drop/a", "data")
            .hardLink("keep/b", "drop/a")
            .hardLink("keep/c", "drop/a")
            .hardLink("drop/d", "drop/a");

    FileTree tree =
        Trees.unpack(store, tar.ended(), Trees.selection(0, "/", List.of("keep/*"), List.of()));

    assertThat(Trees.listing(tree))
        .containsExactly("0755 0:0 7 /keep/", "0644 0:0 1000 /keep/b data", "/keep/c = /keep/b");
  }

  @Test
  void what_goes_through_a_merged_folder_lands_behind_it() throws IOException {
    TarBytes tar =
        new TarBytes()
            .folder("bin/")
            .file("bin/x", "x")
            .symlink("lib64", "usr/lib64")
            .file("lib64/ld.so", "l")
            .hardLink("usr/bin/y", "bin/x")
            .symlink("lib/data", "../usr/share/data")
            .symlink("lib/near", "../bin/x");

    assertThat(Trees.listing(Trees.unpack(store, tar)))
        .containsExactly(
            "0755 0:0 7 /usr/",
            "0755 0:0 1000 /usr/bin/",
            "0644 0:0 1000 /usr/bin/x x",
            "/usr/bin/y = /usr/bin/x",
            "0755 0:0 7 /usr/lib/",
            "0777 0:0 1000 /usr/lib/data -> ../share/data",
            "0777 0:0 1000 /usr/lib/near -> ../bin/x",
            "0755 0:0 7 /usr/lib64/",
            "0644 0:0 1000 /usr/lib64/ld.so l");
  }

  @Test
  void equal_files_on_both_sides_of_the_merge_are_one() throws IOException {
    TarBytes tar = new TarBytes().file("bin/x", "x").file("usr/bin/x", "x");

    assertThat(Trees.listing(Trees.unpack(store, tar))).contains("0644 0:0 1000 /usr/bin/x x");
  }

  @Test
  void compressed_modules_are_kept_decompressed() throws IOException {
    byte[] module = TarBytes.utf8("no ELF, but the unpacker does not care");
    TarBytes tar =
        new TarBytes()
            .add(new TarBytes.Header("lib/modules/6.1/a.ko.gz", '0'), Archives.gzip(module))
            .symlink("lib/modules/6.1/b.ko.gz", "a.ko.gz")
            .add(new TarBytes.Header("lib/firmware/c.ko.gz", '0'), Archives.gzip(module));

    FileTree tree = Trees.unpack(store, tar);

    assertThat(Trees.content(tree, "/usr/lib/modules/6.1/a.ko").digest())
        .isEqualTo(Digest.of(module));
    assertThat(Trees.listing(tree)).contains("0777 0:0 1000 /usr/lib/modules/6.1/b.ko -> a.ko");
    assertThat(tree.find(new UnixPath("/usr/lib/firmware/c.ko.gz"))).isPresent();
  }

  @Test
  void pax_records_say_more_than_the_header() throws IOException {
    String name = "d/" + "n".repeat(200);
    TarBytes tar =
        new TarBytes()
            .pax('g', "mtime", "77", "comment", "x")
            .pax(
                'x',
                "path",
                name,
                "uid",
                "4294967295",
                "mtime",
                "99.75",
                "SCHILY.xattr.security.capability",
                new byte[] {1, 0, 0, 2, (byte) 0x80, '\n', '=', 0},
                "LIBARCHIVE.xattr.user.b%20c",
                "aGk",
                "SCHILY.xattr.com.apple.quarantine",
                "q")
            .file("short", "x")
            .file("plain", "y")
            .pax('x', "mtime", "-5.5")
            .file("old", "z");

    FileTree tree = Trees.unpack(store, tar);

    assertThat(Trees.listing(tree))
        .containsExactly(
            "0755 0:0 7 /d/",
            "0644 4294967295:0 99 /" + name + " x",
            "0644 0:0 0 /old z",
            "0644 0:0 77 /plain y");
    assertThat(tree.inode(new UnixPath("/" + name)).orElseThrow().attributes().xattrs())
        .containsExactly(
            new Xattr("security.capability", "01000002800a3d00"), new Xattr("user.b c", "6869"));
  }

  @Test
  void gnu_long_names_and_links_are_read() throws IOException {
    String name = "n".repeat(150);
    TarBytes tar =
        new TarBytes()
            .add(new TarBytes.Header("././@LongLink", 'L'), TarBytes.utf8(name + "\0"))
            .add(new TarBytes.Header("././@LongLink", 'K'), TarBytes.utf8("t".repeat(120) + "\0"))
            .symlink("cut", "cut");

    assertThat(Trees.listing(Trees.unpack(store, tar)))
        .containsExactly("0777 0:0 1000 /" + name + " -> " + "t".repeat(120));
  }

  @Test
  void holes_of_every_sparse_format_stay_holes() throws IOException {
    byte[] map = new byte[512];
    byte[] text = TarBytes.utf8("1\n1048576\n3\n");
    System.arraycopy(text, 0, map, 0, text.length);
    TarBytes tar =
        new TarBytes()
            .pax(
                'x',
                "GNU.sparse.size",
                "1048579",
                "GNU.sparse.offset",
                "1048576",
                "GNU.sparse.numbytes",
                "3")
            .file("s00", "end")
            .pax(
                'x',
                "GNU.sparse.size",
                "1048579",
                "GNU.sparse.map",
                "1048576,3",
                "GNU.sparse.name",
                "s01")
            .file("GNUSparseFile.1/s01", "end")
            .pax(
                'x',
                "GNU.sparse.major",
                "1",
                "GNU.sparse.minor",
                "0",
                "GNU.sparse.name",
                "s10",
                "GNU.sparse.realsize",
                "1048579",
                "size",
                "515")
            .raw(new TarBytes.Header("GNUSparseFile.1/s10", '0').size(515).bytes())
            .raw(map)
            .data(TarBytes.utf8("end"))
            .add(
                new TarBytes.Header("sold", 'S')
                    .number(386, 12, 1048576)
                    .number(398, 12, 3)
                    .number(483, 12, 1048579),
                TarBytes.utf8("end"));

    FileTree tree = Trees.unpack(store, tar);

    for (String name : List.of("/s00", "/s01", "/s10", "/sold")) {
      Content content = Trees.content(tree, name);
      assertThat(content.size()).isEqualTo(1048579);
      assertThat(content.extents())
          .singleElement()
          .satisfies(e -> assertThat(e.at()).isEqualTo(1048576));
      assertThat(Trees.text(content)).isEqualTo("\0".repeat(1048576) + "end");
      assertThat(content.digest())
          .isEqualTo(Digest.of(TarBytes.utf8("\0".repeat(1048576) + "end")));
    }
  }
}
