package oscc.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * Remembers in the store which files were swapped in as a bundle, so that a later build sees
 * without reading them that nobody has touched them. The store's entries never change, therefore
 * the entry's key is the digest of folder, names, sizes and times, and that it exists is all it
 * says.
 */
public final class BundleStamps {
  private static final String KIND = "bundle-stamps";

  private BundleStamps() {}

  /**
   * Remembers the files of a bundle that has just been swapped in.
   *
   * @param settings what the files depend on and the build id does not count
   */
  public static void remember(
      Store store, Path bundle, Collection<Artifact> artifacts, String settings)
      throws IOException {
    Path entry = store.derive(KIND, stamp(bundle, artifacts, settings), file -> {});
    if (!Files.isRegularFile(entry)) {
      throw new IOException("%s: the store lost an entry at once".formatted(entry));
    }
  }

  /** Whether these files are the ones that were swapped in, as far as sizes and times tell. */
  public static boolean untouched(
      Store store, Path bundle, Collection<Artifact> artifacts, String settings)
      throws IOException {
    try {
      return store.findDerived(KIND, stamp(bundle, artifacts, settings)).isPresent();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Digest stamp(Path bundle, Collection<Artifact> artifacts, String settings)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(bundle.toAbsolutePath().normalize()).append('\0').append(settings).append('\0');
    for (Artifact artifact : new TreeSet<>(artifacts)) {
      Path file = bundle.resolve(artifact.fileName());
      var attributes = Files.readAttributes(file, "unix:size,lastModifiedTime,ino,mode");
      text.append(
          "%s %s %s %s %s\n"
              .formatted(
                  artifact,
                  attributes.get("size"),
                  attributes.get("lastModifiedTime"),
                  attributes.get("ino"),
                  attributes.get("mode")));
    }
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
