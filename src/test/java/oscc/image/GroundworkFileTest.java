package oscc.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.debian.ScriptNote;
import oscc.diag.Code;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;
import oscc.kernel.BootImage;
import oscc.kernel.KernelFindings;
import oscc.kernel.NeedAnswers;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.source.Selections;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;
import oscc.store.Words;

/** A groundwork is the same when it comes out of its file, or does not come out. */
class GroundworkFileTest {
  private static final long LARGEST_ID = 0xffff_ffffL;

  /** Of each kind of program. */
  private static final Map<UnixPath, Program> PROGRAMS =
      Map.of(
          path("/usr/bin/dynamic"), new Program.Elf(62, Optional.of("/lib64/ld.so")),
          path("/usr/bin/static"), new Program.Elf(183, Optional.empty()),
          path("/usr/bin/script"), new Program.Script("/bin/sh"));

  @TempDir Path folder;
  private Store store;
  private Blob blob;

  @BeforeEach
  void open_store() throws IOException {
    store = Store.open(folder.resolve("store"));
    blob = store.keep(new ByteArrayInputStream(new byte[] {'a', 'b', 'c', 'd'}));
  }

  @Test
  void what_is_written_is_what_is_read() throws IOException {
    Groundwork written = groundwork();

    Groundwork read = GroundworkFile.read(write(written), store).orElseThrow();

    assertThat(read.accounts()).isEqualTo(written.accounts());
    assertThat(read.ids()).isEqualTo(written.ids());
    assertThat(read.kernel()).isEqualTo(written.kernel());
    assertThat(read.units()).isEqualTo(written.units());
    assertThat(read.findings().selections()).isEqualTo(written.findings().selections());
    assertThat(read.findings().kernel()).isEqualTo(written.findings().kernel());
    assertThat(read.findings().notes()).isEqualTo(written.findings().notes());
    assertThat(read.findings().missing()).isEqualTo(written.findings().missing());
    PROGRAMS.forEach(
        (path, program) -> assertThat(read.findings().programs().find(path)).contains(program));
    assertThat(read.findings().programs().find(path("/usr/bin/none"))).isEmpty();
    for (var trees :
        Map.of(read.base(), written.base(), read.packages(), written.packages()).entrySet()) {
      assertThat(trees.getKey().stream().toList()).isEqualTo(trees.getValue().stream().toList());
      assertThat(trees.getKey().digest()).isEqualTo(trees.getValue().digest());
    }
  }

  @Test
  void a_damaged_byte_is_found_wherever_it_is() throws IOException {
    Path file = write(groundwork());
    byte[] bytes = Files.readAllBytes(file);

    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 0x40;
      Files.write(file, bytes);
      assertThat(GroundworkFile.read(file, store)).as("byte %d", i).isEmpty();
      bytes[i] ^= 0x40;
    }
    Files.write(file, bytes);
    assertThat(GroundworkFile.read(file, store)).isPresent();
  }

  @Test
  void a_file_that_is_cut_short_is_none() throws IOException {
    Path file = write(groundwork());
    byte[] bytes = Files.readAllBytes(file);

    for (int length = 0; length < bytes.length; length += 7) {
      Files.write(file, ByteBuffer.allocate(length).put(bytes, 0, length).array());
      assertThat(GroundworkFile.read(file, store)).as("%d bytes", length).isEmpty();
    }
  }

  private Path write(Groundwork groundwork) throws IOException {
    Path file = folder.resolve("groundwork");
    GroundworkFile.write(groundwork, PROGRAMS, file);
    return file;
  }

  private Groundwork groundwork() {
    var login = new SystemAccount.Login("web", "Web, \u00e4", "/srv", "/bin/sh");
    List<SystemAccount> accounts =
        List.of(
            new SystemAccount("a", "web", OptionalLong.of(0), Optional.of(login)),
            new SystemAccount("a", "tape", OptionalLong.of(LARGEST_ID), Optional.empty()),
            new SystemAccount("", "free", OptionalLong.empty(), Optional.empty()));
    SystemIds ids =
        new SystemIds(
            new TreeMap<>(Map.of("web", 33L, "free", LARGEST_ID)), new TreeMap<>(Map.of("g", 0L)));
    var kernel =
        new Groundwork.KernelPart(new BootImage(Content.of(blob), 2047, 1L << 33), answers());
    return new Groundwork(
        accounts, ids, kernel, base(), packages(), List.of(blob.digest(), digest("u")), findings());
  }

  private static Groundwork.Findings findings() {
    return new Groundwork.Findings(
        read(
            Selections::read,
            words -> {
              words.number(2);
              words.number(0);
              words.optional(Optional.of("usr/share/none"));
              words.number(300);
              words.optional(Optional.empty());
            }),
        kernelFindings(),
        List.of(new ScriptNote(129, "tool", 12, "update-thing --\u20ac")),
        List.of(
            new LibraryCheck.Missing(Code.OS0753, "libx.so", List.of(path("/a"), path("/b")), 1),
            new LibraryCheck.Missing(Code.OS0752, "/lib/ld.so", List.of(), 0)),
        path -> Optional.ofNullable(PROGRAMS.get(path)));
  }

  /** One at an entry of the manifest, and one in a fragment with another place beside it. */
  private static KernelFindings kernelFindings() {
    return read(
        KernelFindings::read,
        words -> {
          words.number(1);
          words.text("NOTE");
          words.text("OS0508");
          words.text("a module needs another");
          words.number(0);
          words.number(3);
          words.text("");
          words.texts(List.of());
          words.number(0);
          words.number(1);
          words.text("WARNING");
          words.text("OS0512");
          words.text("twice");
          words.number(2);
          words.number(130);
          words.number(140);
          words.text("here");
          words.texts(List.of("help", "more help"));
          words.number(1);
          words.text("first");
          words.number(2);
          words.number(0);
          words.number(0);
        });
  }

  private static NeedAnswers answers() {
    return read(
        NeedAnswers::read,
        words -> {
          words.text("6.1.0-test");
          words.number(2);
          words.text("LOOP");
          List.of("MODULE", "NO_FILE", "NOT_CARRIED").forEach(words::text);
          words.text("SQUASHFS");
          List.of("MET", "ABSENT", "UNKNOWN").forEach(words::text);
        });
  }

  private interface Reads<T> {
    T from(Words.Reader in);
  }

  private static <T> T read(Reads<T> reads, Consumer<Words.Writer> writes) {
    Words.Writer words = new Words.Writer();
    writes.accept(words);
    return reads.from(new Words.Reader(ByteBuffer.wrap(words.toByteArray())));
  }

  private static FileTree base() {
    return FileTree.builder(1).put(path("/init"), Fixtures.file("#!/bin/sh\n", 0755)).build();
  }

  /** With a node of each kind, contents in memory, in a blob and with holes, and a hard link. */
  private FileTree packages() {
    Attributes rich =
        new Attributes(
            new Mode(04755), 1, LARGEST_ID, -1, List.of(new Xattr("user.a", "00ff"), xattr("b")));
    var holes =
        new Content.Slice(
            blob,
            digest("holes"),
            1L << 40,
            List.of(new Content.Extent(1, 0, 2), new Content.Extent(1L << 39, 2, 2)));
    return FileTree.builder(0)
        .put(path("/usr/a"), new Node.RegularFile(rich, Content.of(blob)))
        .put(path("/usr/empty"), Fixtures.file(""))
        .put(path("/usr/holes"), new Node.RegularFile(rich, holes))
        .put(path("/usr/text"), Fixtures.file("text"))
        .put(path("/usr/link"), new Node.Symlink(rich, "../\u00e9"))
        .put(path("/usr/null"), new Node.DeviceNode(rich, Node.DeviceNode.Kind.CHARACTER, 1, 3))
        .put(
            path("/usr/disk"), new Node.DeviceNode(rich, Node.DeviceNode.Kind.BLOCK, 4095, 1 << 19))
        .put(path("/usr/pipe"), new Node.Fifo(rich))
        .put(path("/usr/socket"), new Node.Socket(rich))
        .link(path("/usr/z"), path("/usr/a"))
        .build();
  }

  private static Xattr xattr(String name) {
    return new Xattr("user." + name, "");
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(UTF_8));
  }

  private static UnixPath path(String path) {
    return new UnixPath(path);
  }
}
