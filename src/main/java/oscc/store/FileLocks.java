package oscc.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Named locks between processes and between the threads of one: empty files of a folder, held while
 * work is done. The system frees the locks of a process that dies.
 */
public final class FileLocks {
  /**
   * The lock files that this process holds. It is the process' table because the system's is: to
   * close any descriptor of a file drops all of the process' locks on it, so a lock that is held
   * here may not even be opened a second time.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path folder;

  private FileLocks(Path folder) {
    this.folder = folder;
  }

  /** The locks whose files lie in {@code folder}, which is made if it is not there. */
  public static FileLocks in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new FileLocks(folder.toRealPath());
  }

  /** Takes a lock, however long that takes, and says nothing while it waits. */
  public Held lock(String name) throws IOException {
    return lock(name, () -> {});
  }

  /**
   * Takes a lock, however long that takes.
   *
   * @param waiting runs once if someone else holds it: the place to tell the user
   */
  public Held lock(String name, Runnable waiting) throws IOException {
    Path file = folder.resolve(name);
    reserve(file, waiting);
    try {
      FileChannel channel = open(file);
      try {
        if (channel.tryLock() == null) {
          waiting.run();
          FileLock _ = channel.lock();
        }
        return new Held(file, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      release(file);
      throw e;
    }
  }

  /** Takes a lock if nobody holds it. */
  public Optional<Held> tryLock(String name) throws IOException {
    Path file = folder.resolve(name);
    synchronized (HELD) {
      if (!HELD.add(file)) {
        return Optional.empty();
      }
    }
    try {
      FileChannel channel = open(file);
      if (isFree(channel)) {
        return Optional.of(new Held(file, channel));
      }
    } catch (IOException | RuntimeException e) {
      release(file);
      throw e;
    }
    release(file);
    return Optional.empty();
  }

  /** Takes the system's lock on a channel, or closes the channel. */
  private static boolean isFree(FileChannel channel) throws IOException {
    boolean free = false;
    try {
      free = channel.tryLock() != null;
    } finally {
      if (!free) {
        channel.close();
      }
    }
    return free;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void reserve(Path file, Runnable waiting) throws IOException {
    boolean told = false;
    synchronized (HELD) {
      while (!HELD.add(file)) {
        if (!told) {
          waiting.run();
          told = true;
        }
        try {
          HELD.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while waiting for " + file, e);
        }
      }
    }
  }

  private static void release(Path file) {
    synchronized (HELD) {
      HELD.remove(file);
      HELD.notifyAll();
    }
  }

  /** A lock that is held until it is closed. */
  public static final class Held implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private Held(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        try {
          channel.close();
        } finally {
          release(file);
        }
      }
    }

    /** Gives the lock up and removes its file. Only for names that nobody will take again. */
    void closeAndRemove() throws IOException {
      Files.deleteIfExists(file);
      close();
    }
  }
}
