package oscc.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oscc.manifest.Machine;
import oscc.store.AtomicFiles;

/** Collects texts for a bug report, without the secrets in them, and packs them. */
public final class BugReport {
  // The oldest time that a ZIP archive can hold: what is packed twice is the same twice.
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String README =
      """
      What `oscc report` packed. Left out or replaced by <removed>: password hashes, private keys,
      credentials in URLs, values that are named like secrets, the values of such variables of the
      environment, and the text of files that only their owner may read. Pictures of the screen are
      not here. Names, addresses, public keys and paths are: look at the files before you send them.
      """;

  private final Redaction redaction;
  private final SortedMap<String, String> texts = new TreeMap<>();

  private BugReport(Redaction redaction) {
    this.redaction = redaction;
  }

  /** An empty report; what the environment and the machine hold as secrets is left out of it. */
  public static BugReport about(Map<String, String> environment, Optional<Machine> machine) {
    BugReport report = new BugReport(Redaction.of(environment, machine));
    report.add("README.txt", README);
    return report;
  }

  /** Adds a text. */
  public void add(String name, String text) {
    texts.put(name, redaction.apply(text));
  }

  /** Adds a file, if it is there. */
  public void addFile(String name, Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      add(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
  }

  /** Adds the files of a folder whose names are like the pattern. */
  public void addFolder(String name, Path folder, Pattern wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String plain = file.getFileName().toString();
        if (wanted.matcher(plain).matches()) {
          addFile(name + "/" + plain, file);
        }
      }
    }
  }

  /** The names of what is in it. */
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }

  /** Writes the archive; all lies in one folder of this name. */
  public void write(Path archive, String folder) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        ZipEntry entry = new ZipEntry(folder + "/" + text.getKey());
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    AtomicFiles.write(archive, bytes.toByteArray());
  }
}
