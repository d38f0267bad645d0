package oscc.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Renames {@code from} to {@code to} in the same file system, over what is there. */
  public static void move(Path from, Path to) throws IOException {
    Path folder = to.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Writes a small file so that, whatever interrupts it, the file holds its old bytes or these. It
   * is on the disk when this returns. Links are followed: what changes is the file they lead to.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /** Writes what a file shall hold. */
  @FunctionalInterface
  public interface Body {
    void write(OutputStream out) throws IOException;
  }

  /** The same of bytes that are not all in memory. */
  public static void write(Path file, Body body) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("%s is a folder".formatted(file));
    }
    Files.createDirectories(folder);
    long thread = Thread.currentThread().threadId();
    String writer = "%s-%s".formatted(ProcessHandle.current().pid(), thread);
    Path draft = folder.resolve("." + target.getFileName() + "." + writer);
    try {
      writeThrough(draft, body);
      move(draft, target);
    } catch (AccessDeniedException e) {
      // The draft's name would tell nobody anything.
      throw new IOException("cannot write %s: no right to write to %s".formatted(file, folder), e);
    } catch (IOException e) {
      throw FullDisk.explain(e, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void writeThrough(Path draft, Body body) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      body.write(Channels.newOutputStream(channel));
      channel.force(true);
    }
  }
}
