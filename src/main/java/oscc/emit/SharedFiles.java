package oscc.emit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * The files that bundles of one {@code out/} have in common, as hard links under their digests in
 * {@code out/.oscc/shared}. A link costs no space; one that no bundle has any more is removed.
 * Bundles never write into a file, so sharing an inode is safe.
 */
final class SharedFiles {
  /** Says that a file with these size, time and inode had the right bytes. */
  private static final String KIND = "shared-stamps";

  private final Path pool;
  private final Store store;

  private SharedFiles(Path pool, Store store) {
    this.pool = pool;
    this.store = store;
  }

  static SharedFiles open(Path out, Store store) throws IOException {
    return new SharedFiles(Files.createDirectories(pool(out)), store);
  }

  private static Path pool(Path out) {
    return out.resolve(".oscc/shared");
  }

  /** Whether bundles of {@code out} seem to share a file. */
  static boolean isThere(Path out, Digest digest) {
    return Files.isRegularFile(pool(out).resolve(digest.hex()));
  }

  /**
   * Makes {@code file} the shared file with this digest; false if no bundle has one, or somebody
   * wrote into it.
   */
  boolean take(Digest digest, long size, Path file) throws IOException {
    Path shared = pool.resolve(digest.hex());
    if (!Files.isRegularFile(shared)) {
      return false;
    }
    if (Files.size(shared) != size || !isSound(shared, digest)) {
      Files.deleteIfExists(shared);
      return false;
    }
    try {
      Files.createLink(file, shared);
      return true;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No hard links here, too many of them, or another build pruned it: a copy does as well.
      return false;
    }
  }

  /** Hashes a file only if it is not as it was when it was hashed before. */
  private boolean isSound(Path shared, Digest digest) throws IOException {
    Digest stamp = stamp(shared, digest);
    if (store.findDerived(KIND, stamp).isPresent()) {
      return true;
    }
    boolean sound = Digest.of(shared).equals(digest);
    if (sound) {
      store.derive(KIND, stamp, entry -> {});
    }
    return sound;
  }

  private static Digest stamp(Path shared, Digest digest) throws IOException {
    var facts = Files.readAttributes(shared, "unix:size,lastModifiedTime,ino");
    String text =
        "%s %s %s %s"
            .formatted(digest, facts.get("size"), facts.get("lastModifiedTime"), facts.get("ino"));
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets later bundles share a file that was just written and hashed. */
  void offer(Path file, Digest digest) throws IOException {
    Path shared = pool.resolve(digest.hex());
    try {
      Files.createLink(shared, file);
      store.derive(KIND, stamp(shared, digest), entry -> {});
    } catch (FileAlreadyExistsException e) {
      // Another build wrote the same bytes at the same time; both files are right.
    } catch (UnsupportedOperationException | FileSystemException e) {
      // A file system without hard links keeps a copy for each bundle.
    }
  }

  /** Removes what no bundle has any more. */
  void prune() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(pool)) {
      for (Path entry : entries) {
        try {
          if ((Integer) Files.getAttribute(entry, "unix:nlink") == 1) {
            Files.delete(entry);
          }
        } catch (NoSuchFileException e) {
          // Another build that has just ended pruned it.
        }
      }
    }
  }
}
