package oscc.resolve;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import oscc.diag.Code;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.store.AtomicFiles;
import oscc.store.Digest;
import oscc.store.FileLocks;

/**
 * The files {@code oscc.lock} in the folders of manifests. Each is looked at for every machine, and
 * understood once as long as its text stays.
 */
public final class LockFiles {
  /** Its name. */
  public static final String NAME = "oscc.lock";

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** What a text says. */
  private record Known(String text, Lock lock) {}

  /** The lock of a folder; empty if there is none. A damaged one is an error of the user's. */
  public Lock read(Path folder, Report report) throws IOException, Rejected {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Lock.EMPTY;
    }
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      report.error(Code.OS0304, "%s is damaged: it is not UTF-8".formatted(file)).help(REMEDY);
      throw new Rejected();
    }
    try {
      return understood(file, text);
    } catch (LockText.Unreadable e) {
      SourceText source = new SourceText(file.toString(), text);
      report.error(e.code(), new Span(source, e.start(), e.end()), e.problem()).help(REMEDY);
      throw new Rejected();
    }
  }

  private Lock understood(Path file, String text) throws LockText.Unreadable {
    Known before = known.get(file);
    if (before != null && before.text().equals(text)) {
      return before.lock();
    }
    Lock lock = LockText.parse(file.toString(), text);
    known.put(file, new Known(text, lock));
    return lock;
  }

  private static final String REMEDY =
      "take the file back from version control, or remove it and run `oscc lock`";

  /**
   * Writes a lock if it says something new, together with what other builds wrote since {@code
   * base} was read. A file that became unreadable meanwhile is left alone.
   *
   * @return what the file says now: ids that another build settled first may differ from {@code
   *     lock}, and those count
   */
  public Lock write(Path folder, Lock base, Lock lock, FileLocks locks) throws IOException {
    Path file = folder.resolve(NAME);
    if (lock.equals(base) && Files.exists(file)) {
      return lock; // Whatever others write now might as well be written after this build.
    }
    byte[] name = folder.toRealPath().toString().getBytes(StandardCharsets.UTF_8);
    try (FileLocks.Held _ = locks.lock("lock-" + Digest.of(name).hex().substring(0, 16))) {
      byte[] old = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      Lock disk = old.length == 0 ? Lock.EMPTY : readAgain(file, old);
      Lock merged = lock.merge(base, disk);
      byte[] bytes = LockWriter.render(merged).getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(old, bytes) && !merged.equals(Lock.EMPTY)) {
        AtomicFiles.write(file, bytes);
      }
      return merged;
    }
  }

  private Lock readAgain(Path file, byte[] bytes) throws IOException {
    try {
      return understood(file, new String(bytes, StandardCharsets.UTF_8));
    } catch (LockText.Unreadable e) {
      throw new IOException("%s changed during the build: %s".formatted(file, e.problem()), e);
    }
  }
}
