package oscc.resolve;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.manifest.Locator;
import oscc.manifest.PackageSpec;
import oscc.store.Digest;
import oscc.store.FileStamps;

/** Pins files and folders of the host to their bytes. */
final class LocalPins {
  private final FileStamps stamps;
  private final Report report;

  LocalPins(FileStamps stamps, Report report) {
    this.stamps = stamps;
    this.report = report;
  }

  /** The pin of a file; another digest than the manifest's is reported. */
  Pin.LocalFile file(Locator.LocalFile file) throws IOException {
    Pin.LocalFile pin = file(file.path(), file.written());
    file.sha256()
        .filter(wanted -> !wanted.equals(pin.digest()))
        .ifPresent(wanted ->
            report
                .error(
                    Code.OS0305,
                    file.span(),
                    "`%s` is not the file that the manifest means".formatted(file.written()))
                .label("its sha256 is " + pin.digest())
                .help("expected %s; correct `sha256` or the file".formatted(wanted)));
    return pin;
  }

  /** The pin of a file without further demands. */
  Pin.LocalFile file(Path path, String written) throws IOException {
    try {
      FileStamps.Stamped stamped = stamps.digest(path);
      return new Pin.LocalFile(path, written, stamped.digest(), stamped.size());
    } catch (NoSuchFileException e) {
      throw new IOException("cannot read `%s`: there is no file %s".formatted(written, path), e);
    }
  }

  /** The pin of a folder: a digest of all that a version control system keeps of it. */
  Pin.Folder folder(PackageSpec.Dir dir) throws IOException {
    Digest digest = FolderListing.digest(dir.folder(), file -> stamps.digest(file).digest());
    return new Pin.Folder(dir.folder(), dir.written(), digest);
  }
}
