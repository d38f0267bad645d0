package oscc.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder that is written aside and takes the place of {@code target} in one step, so that the
 * target is always the old folder whole or the new one whole.
 *
 * <p>The work lies in the hidden folder {@code .oscc/swap} beside the target: drafts and their
 * locks. Where the file system cannot exchange two folders, the swap is two renames, {@code
 * NAME.next} marks one that is not finished, and {@link #recover} completes it. The locks of the
 * names stay for ever and lie in {@code .oscc/locks}: each swap lists the folder of the drafts,
 * which must not grow with the number of targets.
 */
public final class FolderSwap implements AutoCloseable {
  private static final String WORK = ".oscc/swap";
  private static final String LOCKS = ".oscc/locks";
  private final Path target;
  private final Drafts.Draft draft;

  private FolderSwap(Path target, Drafts.Draft draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Starts a folder that shall become {@code target}. What dead builds of this name left behind is
   * completed or removed first; builds that are alive are not disturbed.
   */
  public static FolderSwap open(Path target) throws IOException {
    Path folder = target.toAbsolutePath().normalize();
    try (FileLocks.Held _ = lock(folder)) {
      Files.createDirectories(work(folder));
      complete(folder);
      Drafts.removeDead(work(folder), prefix(folder));
      return new FolderSwap(folder, Drafts.create(work(folder), prefix(folder)));
    }
  }

  /** Completes a swap that was interrupted. Commands that read a target call this first. */
  public static void recover(Path target) throws IOException {
    Path folder = target.toAbsolutePath().normalize();
    if (Files.exists(next(folder), LinkOption.NOFOLLOW_LINKS)) {
      try (FileLocks.Held _ = lock(folder)) {
        complete(folder);
      }
    }
  }

  /** The folder to write into. */
  public Path folder() {
    return draft.folder();
  }

  /** Puts the folder in the target's place and removes what was there. */
  public void commit() throws IOException {
    commit(ExchangeCall::exchange);
  }

  void commit(Exchange exchange) throws IOException {
    try (FileLocks.Held _ = lock(target)) {
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(folder(), target);
      } else if (!exchange.exchange(folder(), target)) {
        Files.move(folder(), next(target));
        complete(target);
      }
    }
  }

  /** Exchanges two folders in one step, or says that this cannot be done here. */
  @FunctionalInterface
  interface Exchange {
    boolean exchange(Path one, Path other) throws IOException;
  }

  /** Removes the draft: what was never committed, or what was replaced. */
  @Override
  public void close() throws IOException {
    draft.remove();
  }

  /** The second half of the swap by renames; the target's lock is held. */
  private static void complete(Path target) throws IOException {
    Path next = next(target);
    Path old = work(target).resolve(target.getFileName() + ".old");
    if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        Drafts.removeTree(old);
        Files.move(target, old);
      }
      Files.move(next, target);
    }
    Drafts.removeTree(old);
  }

  private static FileLocks.Held lock(Path target) throws IOException {
    return FileLocks.in(target.resolveSibling(LOCKS)).lock(target.getFileName().toString());
  }

  private static Path next(Path target) {
    return work(target).resolve(target.getFileName() + ".next");
  }

  private static Path work(Path target) {
    return target.resolveSibling(WORK);
  }

  private static String prefix(Path target) {
    return target.getFileName() + ".draft-";
  }
}
