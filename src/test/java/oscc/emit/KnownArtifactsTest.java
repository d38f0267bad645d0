package oscc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.bundle.Artifact;
import oscc.bundle.BundleFile;
import oscc.store.Digest;
import oscc.store.Store;

class KnownArtifactsTest {
  private static final Digest KEY = Digest.of(new byte[] {1});

  @TempDir private Path folder;

  @Test
  void the_last_that_was_kept_is_found() throws IOException {
    KnownArtifacts known = new KnownArtifacts(Store.open(folder));

    known.keep(KEY, layer(2));
    known.keep(KEY, layer(3));

    assertThat(known.find(Artifact.ROOTFS, KEY)).contains(layer(3));
  }

  @Test
  void a_damaged_entry_is_none_and_is_replaced() throws IOException {
    KnownArtifacts known = new KnownArtifacts(Store.open(folder));
    known.keep(KEY, layer(2));
    try (Stream<Path> entries = Files.walk(folder.resolve("derived/artifact"))) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        Files.write(entry, new byte[] {(byte) 0xff, 'a'});
      }
    }

    assertThat(known.find(Artifact.ROOTFS, KEY)).isEmpty();
    known.keep(KEY, layer(2));
    assertThat(known.find(Artifact.ROOTFS, KEY)).contains(layer(2));
  }

  private static BundleFile layer(int size) {
    return new BundleFile(Artifact.ROOTFS, Digest.of(new byte[size]), size);
  }
}
