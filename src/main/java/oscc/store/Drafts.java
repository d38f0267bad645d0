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

    /** Removes all that is in the folder, which is made if it is not there. */
    private void clear() throws IOException {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
        for (Path entry : left) {
          removeTree(entry);
        }
      }
    }
  }

  /**
   * Takes over a draft that a process left behind, empty, or makes one; whatever else was left is
   * removed. To make and remove a folder is not much, but may wait for what the file system has to
   * write for others. The caller holds the lock of all drafts with this prefix.
   */
  static Draft takeOver(Path folder, String prefix) throws IOException {
    List<Draft> dead = dead(folder, prefix);
    if (dead.isEmpty()) {
      return create(folder, prefix);
    }
    for (Draft draft : dead.subList(1, dead.size())) {
      draft.remove();
    }
    dead.getFirst().clear();
    return dead.getFirst();
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
    for (Draft draft : dead(folder, prefix)) {
      draft.remove();
    }
  }

  /** The drafts that nobody works in, with their locks. */
  private static List<Draft> dead(Path folder, String prefix) throws IOException {
    List<Draft> dead = new ArrayList<>();
    for (Path alive : aliveFiles(folder, prefix)) {
      String file = alive.getFileName().toString();
      String name = file.substring(0, file.length() - ALIVE.length());
      FileLocks.in(folder)
          .tryLock(file)
          .ifPresent(lock -> dead.add(new Draft(folder.resolve(name), lock)));
    }
    return dead;
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
