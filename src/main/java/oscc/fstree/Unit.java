package oscc.fstree;

import java.util.Optional;
import oscc.store.Digest;

/**
 * One package after selection: its files, with contents in the store, and what was surveyed of
 * them.
 *
 * @param name as messages show it: a package's name or a path in the manifest
 * @param id digest of the whole tree: paths, attributes and contents
 */
public record Unit(String name, Digest id, FileTree tree, Survey survey) {
  /** Where dpkg keeps the control files of packages, and where a survey says that they lie. */
  private static final UnixPath DPKG_INFO = new UnixPath("/var/lib/dpkg/info");

  private static final String CONTROL = ".control";

  /** The name of the Debian package that this is, without its version; empty for others. */
  public Optional<String> debName() {
    return survey.texts().stream()
        .map(Survey.TextFile::path)
        .filter(path -> path.isWithin(DPKG_INFO) && path.name().endsWith(CONTROL))
        .map(path -> path.name().substring(0, path.name().length() - CONTROL.length()))
        .findFirst();
  }
}
