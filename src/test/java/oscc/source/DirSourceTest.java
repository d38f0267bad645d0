package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Code;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.resolve.FolderListing;
import oscc.store.Digest;
import oscc.store.Store;

class DirSourceTest {
  private static final Span SPAN = new Span(new SourceText("m.yaml", "dir: overlay"), 0, 3);

  @TempDir Path temporary;
  private final Report report = new Report();
  private Path overlay;

  @BeforeEach
  void makeFolder() throws IOException {
    overlay = Files.createDirectory(temporary.resolve("overlay"));
  }

  private Unpacked unpack() throws IOException, Rejected {
    return unpack(FolderListing.digest(overlay, Digest::of));
  }

  private Unpacked unpack(Digest pinned) throws IOException, Rejected {
    PackageSpec.Dir spec = new PackageSpec.Dir(overlay, "overlay", PackageSpec.Selection.ALL, SPAN);
    Store store = Store.open(temporary.resolve("store"));
    return new DirSource(store, spec, pinned, 9, report).unpack();
  }

  @Test
  void only_the_owners_executable_bit_of_the_host_counts() throws IOException, Rejected {
    file("etc/plain", "p", "rw-r-xr-x");
    file("bin/run", "r", "r-x------");
    Files.createSymbolicLink(overlay.resolve("etc/link"), Path.of("../bin"));

    assertThat(Trees.listing(unpack().tree()))
        .containsExactly(
            "0755 0:0 9 /etc/",
            "0777 0:0 9 /etc/link -> ../bin",
            "0644 0:0 9 /etc/plain p",
            "0755 0:0 9 /usr/",
            "0755 0:0 9 /usr/bin/",
            "0755 0:0 9 /usr/bin/run r");
  }

  @Test
  void the_order_of_creation_does_not_reach_the_blob() throws IOException, Rejected {
    for (String name : new String[] {"b", "a/z", "a0", "a-b"}) {
      file(name, name, "rw-r--r--");
    }
    Digest one = unpack().contents().digest();
    Path other = Files.createDirectory(temporary.resolve("other"));
    overlay = other;
    for (String name : new String[] {"a-b", "a/z", "b", "a0"}) {
      file(name, name, "rw-rw-rw-");
    }

    assertThat(unpack().contents().digest()).isEqualTo(one);
  }

  @Test
  void a_folder_that_is_not_as_it_was_pinned_is_not_kept() throws IOException {
    file("a", "1", "rw-r--r--");
    Digest pinned = FolderListing.digest(overlay, Digest::of);
    file("a", "2", "rw-r--r--");

    assertThatThrownBy(() -> unpack(pinned))
        .isInstanceOf(IOException.class)
        .hasMessage("`overlay` changed while it was read; run again");
  }

  @Test
  void a_compressed_module_is_unpacked_and_pinned_as_it_lies_there() throws Exception {
    Path folder = Files.createDirectories(overlay.resolve("lib/modules/6.1"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("x.ko.gz")))) {
      out.write(TestElf.module("name=x\0"));
    }
    // Some tools leave zeros behind the end, which no codec asks for.
    Files.write(folder.resolve("x.ko.gz"), new byte[100_000], StandardOpenOption.APPEND);

    assertThat(unpack().tree().find(new UnixPath("/usr/lib/modules/6.1/x.ko"))).isPresent();
  }

  @Test
  void a_socket_is_an_error_at_the_manifest_s_line() throws IOException {
    Path socket = overlay.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));

      assertThatThrownBy(this::unpack).isInstanceOf(Rejected.class);
    }

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.code()).isEqualTo(Code.OS0404);
          assertThat(d.span()).contains(SPAN);
          assertThat(d.message()).contains(socket.toString());
        });
  }

  private void file(String name, String text, String permissions) throws IOException {
    Path file = overlay.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
