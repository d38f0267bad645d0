package oscc.manifest;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.store.Digest;

/** The files and URLs that a manifest names: whether they can be, and what they are. */
final class Inputs {
  private static final Pattern URL =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final Path folder;

  /**
   * @param folder the manifest's, absolute
   */
  Inputs(Path folder) {
    this.folder = folder;
  }

  /** The manifest's folder. */
  Path folder() {
    return folder;
  }

  /** What is expected at a path. */
  enum Kind {
    FILE,
    FOLDER
  }

  static boolean isUrl(String written) {
    return URL.matcher(written).matches();
  }

  /** Checks a file or URL whose digest, if any, is a key of {@code owner}. */
  void check(Site file, Fields owner, Report report) {
    if (!isUrl(file.text())) {
      checkThere(file, Kind.FILE, report);
      return;
    }
    Optional<String> problem = problemOf(file.text());
    if (problem.isPresent()) {
      // The URL is not repeated: it may hold a password, and messages end up in logs.
      file.error(report, Code.OS0215, "oscc does not fetch this URL").label(problem.get());
    } else if (!owner.mentions("sha256")) {
      file.error(report, Code.OS0214, "a URL needs `sha256`")
          .label("what this holds could change at any time")
          .help("`sha256sum` on a copy that you trust prints it");
    }
  }

  /** Checks a value that is a file, or a mapping of {@code file} and {@code sha256}. */
  void checkInput(Site input, Fields parent, Report report) {
    Optional<Fields> fields = parent.fields(input);
    if (fields.isPresent()) {
      fields.get().find("file").ifPresent(f -> check(f, fields.get(), report));
    } else {
      check(input, parent, report);
    }
  }

  private static Optional<String> problemOf(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!SCHEMES.contains(scheme)) {
        return Optional.of("expected http:// or https://, or a path");
      }
      if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
        return Optional.of("user names and passwords do not belong into a manifest");
      }
      if (uri.getHost() == null) {
        return Optional.of("it names no host");
      }
      boolean fragment = uri.getRawFragment() != null;
      return fragment ? Optional.of("it must not have a `#`") : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of("not a URL: " + e.getReason().toLowerCase(Locale.ROOT));
    }
  }

  /** Checks that a path leads to a file or folder. */
  boolean checkThere(Site written, Kind kind, Report report) {
    String name = Quoted.of(written.text());
    Optional<Path> path = path(written.text());
    boolean exists = path.isPresent() && Files.exists(path.get());
    if (!exists) {
      var draft = written.error(report, Code.OS0213, "%s is not there".formatted(name));
      draft.label("looked for beside the manifest");
      if (written.text().startsWith("~")) {
        draft.help("`~` is not expanded: write a path relative to the manifest");
      }
      return false;
    }
    boolean folderThere = Files.isDirectory(path.get());
    if (folderThere != (kind == Kind.FOLDER)) {
      written
          .error(
              report, Code.OS0213, folderThere ? name + " is a folder" : name + " is not a folder")
          .label(folderThere ? "expected a file" : "expected a folder");
      return false;
    }
    if (kind == Kind.FILE && !Files.isRegularFile(path.get())) {
      written.error(report, Code.OS0213, name + " is not a regular file").label("expected a file");
      return false;
    }
    if (!Files.isReadable(path.get())) {
      written
          .error(report, Code.OS0213, "%s may not be read".formatted(name))
          .label("check its permissions and those of its folder");
      return false;
    }
    return true;
  }

  /** The host path of what the manifest wrote, if this host can have such a name. */
  Optional<Path> path(String written) {
    try {
      return Optional.of(folder.resolve(written).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The locator of a checked file or URL. */
  Locator locator(Site file, Optional<Digest> sha256) {
    return isUrl(file.text())
        ? new Locator.Url(URI.create(file.text()), file.text(), sha256, file.span())
        : new Locator.LocalFile(path(file.text()).orElseThrow(), file.text(), sha256, file.span());
  }

  /** The file of a checked path that cannot be a URL. */
  Locator.LocalFile localFile(Site file) {
    return new Locator.LocalFile(
        path(file.text()).orElseThrow(), file.text(), Optional.empty(), file.span());
  }
}
