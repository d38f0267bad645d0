package oscc.emit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.bundle.Artifact;
import oscc.bundle.BundleFile;
import oscc.store.Digest;
import oscc.store.Store;

/** What the store remembers of artifacts: digest and size, under all that one was made from. */
record KnownArtifacts(Store store) {
  private static final String KIND = "artifact";
  private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18})\n");

  Optional<BundleFile> find(Artifact artifact, Digest key) throws IOException {
    Optional<Path> entry = store.findDerived(KIND, key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = ENTRY.matcher(text(entry.get()));
    return matcher.matches()
        ? Optional.of(
            new BundleFile(
                artifact, new Digest(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Whatever bytes there are: what is damaged is no entry, and is replaced. */
  private static String text(Path entry) throws IOException {
    try {
      return Files.readString(entry, ISO_8859_1);
    } catch (NoSuchFileException e) {
      return ""; // Somebody has just removed it.
    }
  }

  /** Remembers an artifact instead of another of the same key. */
  void keep(Digest key, BundleFile made) throws IOException {
    if (!find(made.artifact(), key).equals(Optional.of(made))) {
      String text = "%s %s\n".formatted(made.digest(), made.size());
      store.replaceDerived(KIND, key, entry -> Files.writeString(entry, text));
    }
  }
}
