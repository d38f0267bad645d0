package oscc.source;

import java.nio.charset.StandardCharsets;
import oscc.fstree.Survey;
import oscc.manifest.PackageSpec;
import oscc.store.Digest;

/** Names what a unit was made of, so that the store finds it again. */
final class UnitKey {
  private UnitKey() {}

  /** The digest of a package's bytes, its selection, the epoch and all versions that matter. */
  static Digest of(String kind, Digest bytes, PackageSpec.Selection selection, long epoch) {
    StringBuilder key = new StringBuilder();
    add(key, kind);
    add(key, bytes.hex());
    add(key, Integer.toString(UnitFile.VERSION));
    add(key, Integer.toString(Survey.VERSION));
    add(key, Long.toString(epoch));
    add(key, Integer.toString(selection.strip()));
    add(key, selection.into().value());
    add(key, "include");
    selection.include().forEach(glob -> add(key, glob));
    add(key, "exclude");
    selection.exclude().forEach(glob -> add(key, glob));
    return Digest.of(key.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** With its length in front, no text can run into the next. */
  private static void add(StringBuilder key, String text) {
    key.append(text.length()).append(':').append(text).append('\n');
  }
}
