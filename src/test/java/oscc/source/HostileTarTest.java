package oscc.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import oscc.codec.Codec;
import oscc.manifest.PackageSpec;
import oscc.store.Store;

class HostileTarTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void openStore() throws IOException {
    store = Store.open(folder);
  }

  /** Archives that must be refused, by what the message must name. */
  private static Map<String, TarBytes> hostile() {
    return Map.ofEntries(
        Map.entry("`a/../../x`: its name leads outside", new TarBytes().file("a/../../x", "x")),
        Map.entry("`/etc/x`: its name is absolute", new TarBytes().file("/etc/x", "x")),
        Map.entry(
            "`a/passwd`: it lies behind the link `a` -> `/etc`",
            new TarBytes().symlink("a", "/etc").file("a/passwd", "x")),
        Map.entry(
            "`f/x`: it lies below `f`, which is no folder",
            new TarBytes().file("f", "x").file("f/x", "y")),
        Map.entry("`h`: its name leads outside", new TarBytes().hardLink("h", "../../etc/passwd")),
        Map.entry(
            "`h`: it is a hard link to `/etc/passwd`", new TarBytes().hardLink("h", "/etc/passwd")),
        Map.entry(
            "`h`: it is a hard link to `later`, which is no file before it",
            new TarBytes().hardLink("h", "later").file("later", "x")),
        Map.entry(
            "`h`: it is a hard link to the folder `d`",
            new TarBytes().folder("d/").hardLink("h", "d")),
        Map.entry(
            "`usr/bin/x`: it differs from `bin/x`",
            new TarBytes().file("usr/bin/x", "1").file("bin/x", "2")),
        Map.entry("`bin`: it is a link to `opt`", new TarBytes().symlink("bin", "opt")),
        Map.entry("`lib`: in a machine it is a link to `usr/lib`", new TarBytes().file("lib", "")),
        Map.entry(
            "a part of its name is longer than 255 bytes",
            new TarBytes().pax('x', "path", "n".repeat(256)).file("x", "x")),
        Map.entry(
            "announces 5368709120 bytes of names",
            new TarBytes().add(new TarBytes.Header("././@LongLink", 'L').size(5L << 30))),
        Map.entry(
            "its type `M` is not known", new TarBytes().add(new TarBytes.Header("part", 'M'))),
        Map.entry(
            "its name is not UTF-8",
            new TarBytes().add(new TarBytes.Header("", '0').put(0, new byte[] {'a', (byte) 0xff}))),
        Map.entry(
            "`x`: its owner is 4294967296:0",
            new TarBytes().pax('x', "uid", "4294967296").file("x", "")),
        Map.entry(
            "`dev`: its device number is 4096:0",
            new TarBytes().add(new TarBytes.Header("dev", '3').device(4096, 0))),
        Map.entry(
            "`x`: it has an access control list",
            new TarBytes().pax('x', "SCHILY.acl.access", "user::rw-").file("x", "")),
        Map.entry(
            "extended header is malformed",
            new TarBytes().add(new TarBytes.Header("p", 'x'), TarBytes.utf8("99 path=x\n"))),
        Map.entry(
            "test.tar: its extended header is malformed",
            new TarBytes()
                .add(new TarBytes.Header("p", 'x'), TarBytes.utf8("9 path=x\n0123456789 no"))),
        Map.entry(
            "`s`: its sparse map does not fit",
            new TarBytes()
                .pax('x', "GNU.sparse.size", "10", "GNU.sparse.map", "5,3,6,1")
                .file("s", "abcd")),
        Map.entry(
            "`s`: it has more than 256 GiB of holes",
            new TarBytes()
                .pax('x', "GNU.sparse.size", "999999999999999", "GNU.sparse.map", "5,4")
                .file("s", "abcd")));
  }

  @TestFactory
  Stream<DynamicTest> names_archive_and_entry() {
    return hostile().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> refused(entry.getValue().ended(), entry.getKey())));
  }

  private void refused(byte[] archive, String message) {
    assertThatThrownBy(() -> Trees.unpack(store, archive, PackageSpec.Selection.ALL))
        .isInstanceOf(BadArchive.class)
        .hasMessageStartingWith("test.tar: ")
        .hasMessageContaining(message);
  }

  @Test
  void every_truncation_is_noticed() {
    byte[] whole = new TarBytes().file("a", "one").file("b", "two").unended();

    for (int length = 0; length <= whole.length; length += 100) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Trees.unpack(store, cut, PackageSpec.Selection.ALL))
          .isInstanceOf(BadArchive.class);
    }
  }

  @Test
  void a_wrong_checksum_is_noticed() {
    byte[] archive = new TarBytes().file("a", "one").file("b", "two").ended();
    archive[1024 + 100] ^= 1;

    refused(archive, "wrong checksum");
  }

  @Test
  void what_is_no_tar_is_called_so() {
    refused("#!/bin/sh\n".repeat(200).getBytes(UTF_8), "it does not begin as a tar archive does");
  }

  @Test
  void an_xz_stream_that_is_cut_short_is_called_so() throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (OutputStream xz = Codec.XZ.compress(compressed, 0)) {
      xz.write(new TarBytes().file("a", "one").ended());
    }

    refused(Arrays.copyOf(compressed.toByteArray(), 60), "cannot be read: the stream is cut short");
  }

  @Test
  void what_follows_the_end_is_not_ignored() {
    byte[] joined = new TarBytes().file("a", "x").raw(new byte[1024]).file("b", "y").ended();

    refused(joined, "something follows the end of the archive");
  }

  @Test
  void a_cut_compressed_stream_is_told_with_the_entry() throws IOException {
    byte[] data = new byte[100_000];
    new java.util.Random(1).nextBytes(data);
    byte[] packed =
        Archives.gzip(new TarBytes().add(new TarBytes.Header("big", '0'), data).ended());

    refused(Arrays.copyOf(packed, packed.length / 2), "`big`: cannot be read");
  }

  @Test
  void control_characters_of_a_name_do_not_reach_the_terminal() {
    refused(new TarBytes().file("/\u001b[2J", "x").ended(), "`/?[2J`");
  }
}
