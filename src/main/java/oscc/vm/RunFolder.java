package oscc.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept of test runs in the user's state folder: a folder each, the last twenty. */
public final class RunFolder {
  private static final int KEPT = 20;
  private static final String RESULTS = "results.json";

  // Names sort as times do.
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private RunFolder() {}

  /** Makes the folder of a run that starts now, and removes those of runs long past. */
  public static Path begin(Path state, Instant now) throws IOException {
    Path runs = Files.createDirectories(state.resolve("tests"));
    Path folder = Files.createTempDirectory(runs, NAME.format(now) + "-");
    List<Path> all = all(runs);
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      delete(old);
    }
    return folder;
  }

  /** The results of a run, in its folder. */
  public static Path results(Path folder) {
    return folder.resolve(RESULTS);
  }

  /** The page about a run, in its folder. */
  public static Path page(Path folder) {
    return folder.resolve("report.html");
  }

  /** The newest run that has come to its end. */
  public static Optional<Path> last(Path state) throws IOException {
    Path runs = state.resolve("tests");
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    return all(runs).reversed().stream()
        .filter(folder -> Files.exists(results(folder)))
        .findFirst();
  }

  /** The newest run in which this machine was booted, whether it came to its end or not. */
  public static Optional<Path> lastOf(Path state, String machine) throws IOException {
    Path runs = state.resolve("tests");
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    for (Path folder : all(runs).reversed()) {
      for (BootWay way : BootWay.values()) {
        if (Files.exists(folder.resolve("%s-%s.log".formatted(machine, way.key())))) {
          return Optional.of(folder);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> all(Path runs) throws IOException {
    try (Stream<Path> folders = Files.list(runs)) {
      return folders.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  /** Aside first, so that of two that begin at a time one deletes, and nobody sees half a run. */
  private static void delete(Path folder) throws IOException {
    Path aside = folder.resolveSibling("." + folder.getFileName());
    try {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    try (Stream<Path> files = Files.walk(aside)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
