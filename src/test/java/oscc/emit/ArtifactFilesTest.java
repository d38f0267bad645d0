package oscc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.bundle.Artifact;
import oscc.bundle.BundleFile;
import oscc.store.Digest;
import oscc.store.Store;

class ArtifactFilesTest {
  private static final Digest INPUTS = Digest.of(new byte[] {1});

  @TempDir Path folder;
  private final AtomicInteger made = new AtomicInteger();
  private Store store;
  private SharedFiles shared;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder.resolve("store"));
    shared = SharedFiles.open(folder.resolve("out"), store);
  }

  @Test
  void a_shared_artifact_is_made_once_and_has_one_inode() throws IOException {
    BundleFile first = files("a").shared(Artifact.ROOTFS, INPUTS, this::body);
    BundleFile second = files("b").shared(Artifact.ROOTFS, INPUTS, this::body);

    assertThat(second).isEqualTo(first);
    assertThat(made).hasValue(1);
    assertThat(inode("a")).isEqualTo(inode("b"));
  }

  @Test
  void other_inputs_make_another_file() throws IOException {
    files("a").shared(Artifact.ROOTFS, INPUTS, this::body);
    files("b").shared(Artifact.ROOTFS, Digest.of(new byte[] {2}), this::body);

    assertThat(made).hasValue(2);
  }

  @Test
  void another_version_makes_its_own_file_of_equal_inputs() throws IOException {
    files("a", 1).shared(Artifact.ROOTFS, INPUTS, this::body);
    BundleFile second = files("b", 2).shared(Artifact.ROOTFS, INPUTS, c -> write(c, "other"));
    BundleFile third = files("c", 1).shared(Artifact.ROOTFS, INPUTS, this::body);

    assertThat(folder.resolve("b/rootfs.squashfs")).hasContent("other");
    assertThat(second.digest()).isEqualTo(Digest.of(folder.resolve("b/rootfs.squashfs")));
    assertThat(folder.resolve("c/rootfs.squashfs")).hasContent("bytes");
    assertThat(third.digest()).isNotEqualTo(second.digest());
    assertThat(made).hasValue(1);
  }

  @Test
  void a_shared_file_that_no_bundle_has_any_more_is_pruned_and_made_again() throws IOException {
    files("a").shared(Artifact.ROOTFS, INPUTS, this::body);
    Files.delete(folder.resolve("a/rootfs.squashfs"));

    shared.prune();
    files("b").shared(Artifact.ROOTFS, INPUTS, this::body);

    assertThat(made).hasValue(2);
  }

  @Test
  void what_the_store_remembers_wrongly_is_made_again() throws IOException {
    files("a").shared(Artifact.ROOTFS, INPUTS, this::body);
    try (var entries = Files.walk(folder.resolve("store/derived/artifact"))) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(entry, "");
      }
    }

    BundleFile again = files("b").shared(Artifact.ROOTFS, INPUTS, this::body);

    assertThat(again.digest()).isEqualTo(Digest.of("bytes".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_shared_file_that_somebody_wrote_into_is_made_again() throws IOException {
    files("a").shared(Artifact.ROOTFS, INPUTS, this::body);
    Path file = folder.resolve("a/rootfs.squashfs");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(file, "BYTES");

    BundleFile again = files("b").shared(Artifact.ROOTFS, INPUTS, this::body);

    assertThat(folder.resolve("b/rootfs.squashfs")).hasContent("bytes");
    assertThat(again.digest()).isEqualTo(Digest.of(folder.resolve("b/rootfs.squashfs")));
    assertThat(made).hasValue(2);
  }

  private void body(FileChannel channel) throws IOException {
    made.incrementAndGet();
    write(channel, "bytes");
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private ArtifactFiles files(String name) throws IOException {
    return files(name, 1);
  }

  private ArtifactFiles files(String name, int outputVersion) throws IOException {
    Path bundle = Files.createDirectories(folder.resolve(name));
    return new ArtifactFiles(bundle, shared, store, outputVersion);
  }

  private Object inode(String name) throws IOException {
    return Files.getAttribute(folder.resolve(name).resolve("rootfs.squashfs"), "unix:ino");
  }
}
