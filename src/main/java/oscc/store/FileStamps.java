package oscc.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers the digests of host files by what stat(2) says of them, so that a file that did not
 * change is not read again. It is a cache: losing it costs time only.
 */
public final class FileStamps {
  /** A change within the same tick of the clock as the hashing could go unseen; git's rule. */
  private static final Duration RACY = Duration.ofSeconds(2);

  private static final String HEADER = "oscc-stamps 1";

  private final Path file;
  private final InstantSource clock;
  private final Map<String, String> before;
  private final Map<String, String> used = new TreeMap<>();

  private FileStamps(Path file, InstantSource clock, Map<String, String> before) {
    this.file = file;
    this.clock = clock;
    this.before = before;
  }

  static FileStamps open(Path file, InstantSource clock) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    if (Files.isRegularFile(file)) {
      String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1);
      for (int i = 1; i < lines.length && lines[0].equals(HEADER); i++) {
        int tab = lines[i].indexOf('\t');
        if (tab > 0) {
          entries.put(lines[i].substring(tab + 1), lines[i].substring(0, tab));
        }
      }
    }
    return new FileStamps(file, clock, entries);
  }

  /** A file's digest and size. */
  public record Stamped(Digest digest, long size) {}

  /** The digest of a file's bytes, from memory if the file is as it was. */
  public Stamped digest(Path path) throws IOException {
    String key = path.toString();
    String now = stat(path);
    Optional<Stamped> known = remembered(key, now);
    if (known.isPresent()) {
      used.put(key, now + " " + known.get().digest());
      return known.get();
    }
    Instant start = clock.instant();
    Stamped fresh = new Stamped(Digest.of(path), Files.size(path));
    boolean settled = stat(path).equals(now) && changed(path).plus(RACY).isBefore(start);
    if (settled && key.indexOf('\n') < 0) {
      used.put(key, now + " " + fresh.digest());
    }
    return fresh;
  }

  private Optional<Stamped> remembered(String key, String now) {
    String entry = before.getOrDefault(key, "");
    if (!entry.startsWith(now + " ")) {
      return Optional.empty();
    }
    Digest digest = new Digest(entry.substring(now.length() + 1));
    return Optional.of(new Stamped(digest, Long.parseLong(now.substring(0, now.indexOf(' ')))));
  }

  /**
   * Size, time of modification, time of change and inode: what cannot all stay when bytes change.
   */
  private static String stat(Path path) throws IOException {
    Map<String, Object> s = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,ino");
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path.toString(), null, "not a regular file");
    }
    // FileTime prints nanoseconds and has no blanks.
    return "%s %s %s %s"
        .formatted(s.get("size"), s.get("lastModifiedTime"), s.get("ctime"), s.get("ino"));
  }

  private static Instant changed(Path path) throws IOException {
    return ((FileTime) Files.getAttribute(path, "unix:ctime")).toInstant();
  }

  /** Keeps what was asked for in this run, for the next. */
  public void save() throws IOException {
    if (used.equals(before)) {
      return;
    }
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    used.forEach((path, entry) -> text.append(entry).append('\t').append(path).append('\n'));
    AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
