package oscc.store;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
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

  private static final String HEADER = "oscc-stamps 2";

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
    /** The stamp in a line without its path; empty if it is none. */
    static Optional<Stamp> of(String text) {
      String[] words = text.split(" ", -1);
      try {
        Facts facts =
            new Facts(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]));
        return Optional.of(new Stamp(facts, new Digest(words[4])));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return facts.size()
          + " "
          + facts.modified()
          + " "
          + facts.changed()
          + " "
          + facts.inode()
          + " "
          + digest;
    }
  }

  static FileStamps open(Path file, InstantSource clock) throws IOException {
    Map<String, Stamp> entries = new TreeMap<>();
    if (Files.isRegularFile(file)) {
      try (BufferedReader in = Files.newBufferedReader(file)) {
        String line = in.readLine();
        boolean ours = HEADER.equals(line);
        while (ours && line != null) {
          read(line, entries);
          line = in.readLine();
        }
      } catch (CharacterCodingException e) {
        // A file that somebody damaged: what was read of it is good.
      }
    }
    return new FileStamps(file, clock, entries);
  }

  private static void read(String line, Map<String, Stamp> entries) {
    int tab = line.indexOf('\t');
    if (tab > 0) {
      Stamp.of(line.substring(0, tab))
          .ifPresent(stamp -> entries.put(line.substring(tab + 1), stamp));
    }
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
    if (settled && key.indexOf('\n') < 0 && key.indexOf('\r') < 0) {
      used.put(key, new Stamp(after, digest));
    }
    return new Stamped(digest, after.size());
  }

  /** Keeps what was asked for in this run, for the next. */
  public void save() throws IOException {
    if (!used.equals(before)) {
      AtomicFiles.write(file, this::write);
    }
  }

  private void write(OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    text.append(HEADER).append('\n');
    for (Map.Entry<String, Stamp> entry : used.entrySet()) {
      text.append(entry.getValue().toString()).append('\t').append(entry.getKey()).append('\n');
    }
    text.flush();
  }
}
