package oscc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.store.Store;

class BundleStampsTest {
  private static final List<Artifact> FILES = List.of(Artifact.KERNEL, Artifact.INITRD);

  @TempDir private Path folder;
  private Store store;
  private Path bundle;

  @BeforeEach
  void a_bundle_that_is_remembered() throws IOException {
    store = Store.open(folder.resolve("store"));
    bundle = Bundles.write(folder.resolve("web"), Bundles.json("web", "quiet", List.of()));
    BundleStamps.remember(store, bundle, FILES, "vm");
  }

  @Test
  void a_bundle_is_untouched_until_somebody_touches_it() throws IOException {
    assertThat(BundleStamps.untouched(store, bundle, FILES, "vm")).isTrue();

    Files.writeString(bundle.resolve("vmlinuz"), "another kernel");

    assertThat(BundleStamps.untouched(store, bundle, FILES, "vm")).isFalse();
  }

  @Test
  void a_file_of_equal_size_with_another_time_is_touched() throws IOException {
    Files.setLastModifiedTime(bundle.resolve("vmlinuz"), FileTime.fromMillis(1000));

    assertThat(BundleStamps.untouched(store, bundle, FILES, "vm")).isFalse();
  }

  @Test
  void a_file_that_is_gone_or_a_folder_of_another_name_is_not_it() throws IOException {
    Path moved = Files.move(bundle, folder.resolve("moved"));

    assertThat(BundleStamps.untouched(store, bundle, FILES, "vm")).isFalse();
    assertThat(BundleStamps.untouched(store, moved, FILES, "vm")).isFalse();
  }
}
