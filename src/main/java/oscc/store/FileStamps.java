package oscc.store;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
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

  static final WordFile KIND = new WordFile("oscc stamps", 2);

  private final Path file;
  private final InstantSource clock;
  private final Map<String, Stamp> before;
  private final Map<String, Stamp> used = new TreeMap<>();

  private FileStamps(Path file, InstantSource clock, Map<String, Stamp> before) {
    this.file = file;
    this.clock = clock;
    this.before = before;
  }

  /**
   * What stat(2) says: what cannot all stay when bytes change.
   *
   * @param modified in nanoseconds, as {@code changed}
   */
  private record Facts(long size, long modified, long changed, long inode) {
    static Facts of(Path path) throws IOException {
      Map<String, Object> s =
          Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,ino,isRegularFile");
      if (!Boolean.TRUE.equals(s.get("isRegularFile"))) {
        throw new NoSuchFileException(path.toString(), null, "not a regular file");
      }
      return new Facts(
          number(s, "size"), number(s, "lastModifiedTime"), number(s, "ctime"), number(s, "ino"));
    }

    private static long number(Map<String, Object> attributes, String name) {
      return switch (attributes.get(name)) {
        case FileTime time -> time.to(NANOSECONDS);
        case Number number -> number.longValue();
        case null, default -> throw new IllegalStateException("stat(2) does not say " + name);
      };
    }
  }

  /** A digest, and of which file it is that of its bytes. */
  private record Stamp(Facts facts, Digest digest) {
    void write(Words.Writer out) {
      out.number(facts.size());
      out.number(facts.modified());
      out.number(facts.changed());
      out.number(facts.inode());
      out.digest(digest);
    }

    static Stamp read(Words.Reader in) {
      Facts facts = new Facts(in.number(), in.number(), in.number(), in.number());
      return new Stamp(facts, in.digest());
    }
  }

  static FileStamps open(Path file, InstantSource clock) throws IOException {
    Map<String, Stamp> entries = new TreeMap<>();
    Optional<Words.Reader> words = KIND.read(file);
    if (words.isPresent()) {
      Words.Reader in = words.get();
      for (int left = in.count(); left > 0; left--) {
        entries.put(in.text(), Stamp.read(in));
      }
    }
    return new FileStamps(file, clock, entries);
  }

  /** A file's digest and size. */
  public record Stamped(Digest digest, long size) {}

  /** The digest of a file's bytes, from memory if the file is as it was. */
  public Stamped digest(Path path) throws IOException {
    String key = path.toString();
    Facts now = Facts.of(path);
    Stamp known = before.get(key);
    if (known != null && known.facts().equals(now)) {
      used.put(key, known);
      return new Stamped(known.digest(), now.size());
    }
    Instant start = clock.instant();
    Digest digest = Digest.of(path);
    Facts after = Facts.of(path);
    long latest = start.minus(RACY).toEpochMilli();
    boolean settled = after.equals(now) && NANOSECONDS.toMillis(after.changed()) < latest;
    if (settled) {
      used.put(key, new Stamp(after, digest));
    }
    return new Stamped(digest, after.size());
  }

  /** Keeps what was asked for in this run, for the next. */
  public void save() throws IOException {
    if (used.equals(before)) {
      return;
    }
    Words.Writer words = new Words.Writer();
    words.number(used.size());
    used.forEach((path, stamp) -> {
      words.text(path);
      stamp.write(words);
    });
    AtomicFiles.write(file, out -> KIND.write(words, out));
  }
}
