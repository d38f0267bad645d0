package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Store open() throws IOException {
    return Store.open(folder.resolve("store"));
  }

  private static Blob keep(Store store, byte[] bytes) throws IOException {
    return store.keep(new ByteArrayInputStream(bytes));
  }

  private List<Path> drafts() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store/tmp"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("draft")).toList();
    }
  }

  @Test
  void a_blob_lies_under_its_digest_read_only_in_a_private_store() throws IOException {
    Blob blob = keep(open(), HELLO);

    // echo -n hello | sha256sum
    assertThat(blob.digest().hex())
        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(blob.file()).hasBinaryContent(HELLO);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(blob.file())))
        .isEqualTo("r--r--r--");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("store"))))
        .isEqualTo("rwx------");
    assertThat(open().find(blob.digest())).contains(blob);
  }

  @Test
  void a_sink_that_is_not_kept_leaves_nothing() throws IOException {
    try (BlobSink sink = open().newBlob()) {
      sink.write(HELLO);
    }

    assertThat(drafts()).isEmpty();
  }

  @Test
  void a_sink_can_begin_again() throws IOException {
    try (BlobSink sink = open().newBlob()) {
      sink.write(new byte[200_000]);
      sink.restart();
      sink.write(HELLO);

      assertThat(sink.digest()).isEqualTo(Digest.of(HELLO));
      assertThat(sink.keep().file()).hasBinaryContent(HELLO);
    }
  }

  @Test
  void a_blob_of_another_size_is_not_there() throws IOException {
    Store store = open();
    Blob blob = keep(store, HELLO);

    assertThat(store.find(blob.digest(), 5)).contains(blob);
    assertThat(store.find(blob.digest(), 4)).isEmpty();
    assertThat(store.find(blob.digest())).isEmpty();
  }

  @Test
  void a_blob_that_a_power_failure_emptied_is_not_there() throws IOException {
    Store store = open();
    Blob blob = keep(store, HELLO);
    Files.delete(blob.file());
    Files.createFile(blob.file());

    assertThat(store.find(blob.digest())).isEmpty();
    Blob nothing = keep(store, new byte[0]);
    assertThat(store.find(nothing.digest())).contains(nothing);
  }

  @Test
  void a_damaged_blob_is_removed_when_it_is_verified() throws IOException {
    Store store = open();
    Blob blob = keep(store, HELLO);
    assertThat(store.verify(blob)).isTrue();

    Files.delete(blob.file());
    Files.writeString(blob.file(), "hellp");

    assertThat(store.verify(blob)).isFalse();
    assertThat(store.find(blob.digest())).isEmpty();
    assertThat(keep(store, HELLO).file()).hasBinaryContent(HELLO);
  }

  @Test
  void a_file_of_the_user_that_changed_says_nothing_about_the_blob() throws IOException {
    Store store = open();
    Blob blob = keep(store, HELLO);
    Path file = Files.writeString(folder.resolve("local.tar"), "hellp");

    assertThatThrownBy(() -> store.verify(new Blob(file, blob.digest(), blob.size())))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " changed while it was read; run again");

    assertThat(store.find(blob.digest())).contains(blob);
    assertThat(file).exists();
  }

  @Test
  void what_was_derived_is_not_computed_twice() throws IOException {
    Store store = open();
    Digest inputs = Digest.of(HELLO);
    store.derive("sum", inputs, file -> Files.writeString(file, "one"));

    Path again = store.derive("sum", inputs, file -> Files.writeString(file, "two"));
    assertThat(again).hasContent("one");

    store.dropDerived("sum", inputs);
    assertThat(store.findDerived("sum", inputs)).isEmpty();
  }

  @Test
  void drafts_of_the_dead_go_and_those_of_the_living_stay() throws IOException {
    Store alive = open();
    try (BlobSink sink = alive.newBlob()) {
      sink.write(HELLO);
      dead("00000000");
      dead("00000001");

      Store heir = open();

      assertThat(heir.newTemporary()).isEmptyFile();
      try (Stream<Path> left = Files.walk(folder.resolve("store/tmp"))) {
        assertThat(left.filter(file -> file.endsWith("half"))).isEmpty();
      }
      assertThat(folders()).hasSize(2);
      open();
      assertThat(folders()).as("an heir is not taken for dead").hasSize(3);
      assertThat(sink.keep().file()).hasBinaryContent(HELLO);
    }
  }

  /** What a process leaves that was killed; its lock file may be all that it came to. */
  private void dead(String name) throws IOException {
    Path draft = Files.createDirectories(folder.resolve("store/tmp").resolve(name).resolve("sub"));
    Files.writeString(draft.resolve("half"), "half");
    Files.createFile(folder.resolve("store/tmp").resolve(name + ".alive"));
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("store/tmp"))) {
      return entries.filter(Files::isDirectory).toList();
    }
  }

  @Test
  void many_may_store_the_same_bytes_at_once() throws Exception {
    byte[] bytes = new byte[500_000];
    List<Callable<Blob>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Store store = open();
      tasks.add(() -> keep(store, bytes));
    }

    Set<Blob> blobs = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Blob> blob : threads.invokeAll(tasks)) {
        blobs.add(blob.get());
      }
    }

    assertThat(blobs).hasSize(1);
    assertThat(blobs.iterator().next().file()).hasBinaryContent(bytes);
    assertThat(drafts()).isEmpty();
  }
}
