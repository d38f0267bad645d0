package oscc.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folders for unfinished work, each beside a lock file {@code FOLDER.alive} that its process holds.
 * A folder whose lock is free was left by a process that died.
 */
final class Drafts {
  private static final String ALIVE = ".alive";

  private Drafts() {}

  /** A folder for unfinished work, and the lock that says that someone works in it. */
  record Draft(Path folder, FileLocks.Held alive) {
    /** Removes the folder with all that is in it. */
    void remove() throws IOException {
      removeTree(folder);
      alive.closeAndRemove();
    }
  }

  /** Makes a draft whose name begins with {@code prefix}. The caller holds the lock of all such. */
  static Draft create(Path folder, String prefix) throws IOException {
    // Not by chance: to be random costs a short run some milliseconds.
    String name =
        prefix + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    Optional<FileLocks.Held> alive = FileLocks.in(folder).tryLock(name + ALIVE);
    if (alive.isEmpty()) {
      throw new IOException("the draft folder %s is in use".formatted(folder.resolve(name)));
    }
    return new Draft(Files.createDirectory(folder.resolve(name)), alive.get());
  }

  /** Removes drafts with this prefix that nobody works in. The caller holds their lock. */
  static void removeDead(Path folder, String prefix) throws IOException {
    for (Path alive : aliveFiles(folder, prefix)) {
      String file = alive.getFileName().toString();
      Optional<FileLocks.Held> lock = FileLocks.in(folder).tryLock(file);
      if (lock.isPresent()) {
        String name = file.substring(0, file.length() - ALIVE.length());
        new Draft(folder.resolve(name), lock.get()).remove();
      }
    }
  }

  /** How many drafts there are, when the dead ones have been removed. */
  static int count(Path folder) throws IOException {
    return aliveFiles(folder, "").size();
  }

  private static List<Path> aliveFiles(Path folder, String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder,
            file -> {
              String name = file.getFileName().toString();
              return name.startsWith(prefix) && name.endsWith(ALIVE);
            })) {
      entries.forEach(found::add);
    }
    return found;
  }

  /** Removes a folder with all that is in it, or a file; links are not followed. */
  static void removeTree(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
