package oscc.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What lies in a store, what of it may go, and what of it is damaged. */
public final class StoreContents {
  private final Path root;
  private final InstantSource clock;

  StoreContents(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  /** Whether an entry is what it should be. */
  @FunctionalInterface
  public interface EntryCheck {
    boolean isSound(Path file) throws IOException;
  }

  /** All that the store keeps and can make or fetch again, longest unused first. */
  public List<StoreEntry> entries() throws IOException {
    List<StoreEntry> entries = new ArrayList<>();
    for (String folder : List.of(StoreEntry.BLOBS, StoreEntry.STAMPS, StoreEntry.DERIVED)) {
      Files.walkFileTree(root.resolve(folder), new Finder(entries));
    }
    entries.sort(
        Comparator.comparing(StoreEntry::usedUntil)
            .thenComparing(entry -> entry.file().toString()));
    return entries;
  }

  private final class Finder extends SimpleFileVisitor<Path> {
    private final List<StoreEntry> entries;

    Finder(List<StoreEntry> entries) {
      this.entries = entries;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Path path = root.relativize(file);
      String top = path.getName(0).toString();
      String kind = top.equals(StoreEntry.DERIVED) ? path.getName(1).toString() : top;
      Instant used = attributes.lastModifiedTime().toInstant();
      entries.add(new StoreEntry(kind, file, attributes.size(), used));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      // Another process removed it meanwhile.
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  /**
   * Removes entries. No process opens the store meanwhile; if builds are running, what they may
   * have found is left alone.
   *
   * @param unusedFor remove what was not used for this long
   * @param size then remove what was not used for longest, until no more is left than this
   * @return what was removed
   */
  public List<StoreEntry> sweep(Optional<Duration> unusedFor, OptionalLong size)
      throws IOException {
    Path tmp = root.resolve(Store.TMP);
    try (FileLocks.Held _ = FileLocks.in(root.resolve(Store.LOCKS)).lock(Store.TMP)) {
      Drafts.removeDead(tmp, "");
      boolean busy = Drafts.count(tmp) > 1;
      List<StoreEntry> removable = removable(unusedFor, size, busy);
      for (StoreEntry entry : removable) {
        Files.deleteIfExists(entry.file());
      }
      return removable;
    }
  }

  /** {@code busy} says that builds are running, which may be about to open what they have found. */
  private List<StoreEntry> removable(Optional<Duration> unusedFor, OptionalLong size, boolean busy)
      throws IOException {
    Instant now = clock.instant();
    List<StoreEntry> removable = new ArrayList<>();
    List<StoreEntry> entries = entries();
    long left = entries.stream().mapToLong(StoreEntry::size).sum();
    for (StoreEntry entry : entries) {
      boolean old = unusedFor.isPresent() && entry.usedUntil().isBefore(now.minus(unusedFor.get()));
      boolean over = size.isPresent() && left > size.getAsLong();
      boolean free =
          !busy || entry.usedUntil().isBefore(now.minus(Store.USE_ACCURACY.multipliedBy(2)));
      if (free && (old || over)) {
        removable.add(entry);
        left -= entry.size();
      }
    }
    return removable;
  }

  /**
   * Reads every blob, and every derived entry for whose kind there is a check, and removes what is
   * damaged, so that it is fetched or made again.
   *
   * @return what was removed
   */
  public List<StoreEntry> removeDamaged(Map<String, EntryCheck> checks) throws IOException {
    List<StoreEntry> removed = new ArrayList<>();
    for (StoreEntry entry : blobsFirst()) {
      EntryCheck check =
          entry.kind().equals(StoreEntry.BLOBS)
              ? StoreContents::hasItsDigest
              : checks.getOrDefault(entry.kind(), file -> true);
      if (Files.exists(entry.file()) && !check.isSound(entry.file())) {
        Files.deleteIfExists(entry.file());
        removed.add(entry);
      }
    }
    return removed;
  }

  /** What is derived may be unsound for the lack of a blob. */
  private List<StoreEntry> blobsFirst() throws IOException {
    return entries().stream()
        .sorted(Comparator.comparing(entry -> !entry.kind().equals(StoreEntry.BLOBS)))
        .toList();
  }

  private static boolean hasItsDigest(Path file) throws IOException {
    return Digest.of(file).hex().equals(file.getFileName().toString());
  }
}
