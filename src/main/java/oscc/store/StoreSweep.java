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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds what lies in a store, and what of it may go. */
final class StoreSweep {
  private final Path root;
  private final Instant now;

  StoreSweep(Path root, Instant now) {
    this.root = root;
    this.now = now;
  }

  /** All entries, those that were not used for longest first. */
  List<StoreEntry> entries() throws IOException {
    List<StoreEntry> entries = new ArrayList<>();
    for (String folder : List.of(StoreEntry.BLOBS, StoreEntry.STAMPS, "derived")) {
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
      String kind = top.equals("derived") ? path.getName(1).toString() : top;
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
   * The entries that may go.
   *
   * @param unusedFor remove what was not used for this long
   * @param size then remove what was not used for longest, until no more is left than this
   * @param busy whether builds are running, which may be about to open what they have found
   */
  List<StoreEntry> removable(Optional<Duration> unusedFor, OptionalLong size, boolean busy)
      throws IOException {
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
}
