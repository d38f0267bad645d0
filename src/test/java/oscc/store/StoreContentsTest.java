package oscc.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreContentsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder, InstantSource.fixed(NOW));
  }

  @Test
  void what_was_not_used_for_long_goes() throws IOException {
    Path old = blob("old", 40);
    Path young = blob("young", 20);

    List<StoreEntry> removed =
        store.contents().sweep(Optional.of(Duration.ofDays(30)), OptionalLong.empty());

    assertThat(removed).extracting(StoreEntry::file).containsExactly(old);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void a_use_keeps_an_entry() throws IOException {
    Path old = blob("old", 40);
    Path derived = derived("unit", "a", 40);

    assertThat(store.find(digest("old"))).isPresent();
    assertThat(store.findDerived("unit", digest("a"))).isPresent();

    assertThat(store.contents().sweep(Optional.of(Duration.ofDays(30)), OptionalLong.empty()))
        .isEmpty();
    assertThat(List.of(old, derived)).allMatch(Files::exists);
  }

  @Test
  void a_limit_takes_what_was_not_used_for_longest() throws IOException {
    Path oldest = derived("unit", "0123456789", 9);
    Path older = derived("unit", "abcdefghij", 8);
    Path newest = derived("unit", "ABCDEFGHIJ", 7);

    store.contents().sweep(Optional.empty(), OptionalLong.of(15));

    assertThat(List.of(oldest, older)).noneMatch(Files::exists);
    assertThat(newest).exists();
  }

  @Test
  void what_is_derived_goes_before_the_blob_that_it_refers_to() throws IOException {
    Path contents = blob("contents", 9);
    Path unit = derived("unit", "made of it", 9);

    store.contents().sweep(Optional.empty(), OptionalLong.of(10));

    assertThat(unit).doesNotExist();
    assertThat(contents).exists();
  }

  @Test
  void what_a_running_build_may_have_found_is_left_alone() throws IOException {
    Path found = blob("found", 1);
    Path old = blob("old", 9);
    Drafts.Draft build = Drafts.create(folder.resolve("tmp"), "");
    try {
      store.contents().sweep(Optional.of(Duration.ZERO), OptionalLong.of(0));

      assertThat(found).exists();
      assertThat(old).doesNotExist();
    } finally {
      build.remove();
    }

    store.contents().sweep(Optional.empty(), OptionalLong.of(0));
    assertThat(found).doesNotExist();
  }

  @Test
  void damage_is_found_and_removed() throws IOException {
    Path sound = blob("sound", 1);
    Path damaged = blob("damaged", 1);
    Files.writeString(damaged, "dbmbged");
    Path unit = derived("unit", "a", 1);
    Path other = derived("other", "a", 1);

    List<StoreEntry> removed = store.contents().removeDamaged(Map.of("unit", file -> false));

    assertThat(removed).extracting(StoreEntry::file).containsExactly(damaged, unit);
    assertThat(List.of(sound, other)).allMatch(Files::exists);
    assertThat(List.of(damaged, unit)).noneMatch(Files::exists);
  }

  private Path blob(String text, int days) throws IOException {
    Path file = store.keep(new ByteArrayInputStream(text.getBytes(UTF_8))).file();
    return aged(file, days);
  }

  private Path derived(String kind, String text, int days) throws IOException {
    Path file = store.derive(kind, digest(text), entry -> Files.writeString(entry, text));
    return aged(file, days);
  }

  private static Path aged(Path file, int days) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(UTF_8));
  }
}
