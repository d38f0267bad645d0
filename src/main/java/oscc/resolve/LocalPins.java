package oscc.resolve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.UnixPath;
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
    StringBuilder listing = new StringBuilder();
    list(dir.folder(), UnixPath.ROOT, listing);
    byte[] bytes = listing.toString().getBytes(StandardCharsets.UTF_8);
    return new Pin.Folder(dir.folder(), dir.written(), Digest.of(bytes));
  }

  private void list(Path folder, UnixPath at, StringBuilder listing) throws IOException {
    for (Path entry : sorted(folder)) {
      UnixPath path = at.child(entry.getFileName().toString());
      if (Files.isSymbolicLink(entry)) {
        line(listing, "link", path, Files.readSymbolicLink(entry).toString());
      } else if (Files.isDirectory(entry)) {
        line(listing, "folder", path, "");
        list(entry, path, listing);
      } else if (Files.isRegularFile(entry)) {
        // Of the mode only the owner's x counts: the rest is what the umask of a checkout made of
        // it.
        boolean executable =
            Files.getPosixFilePermissions(entry).contains(PosixFilePermission.OWNER_EXECUTE);
        String kind = executable ? "program" : "file";
        line(listing, kind, path, stamps.digest(entry).digest().hex());
      } else {
        line(listing, "special", path, "");
      }
    }
  }

  /** NUL cannot be in a name, so different listings are different texts. */
  private static void line(StringBuilder listing, String kind, UnixPath path, String what) {
    listing.append(kind).append('\0').append(path).append('\0').append(what).append('\0');
  }

  private static List<Path> sorted(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (UncheckedIOException e) {
      throw new IOException("cannot list " + folder, e.getCause());
    }
    entries.sort(
        Comparator.comparing(entry -> UnixPath.ROOT.child(entry.getFileName().toString())));
    return entries;
  }
}
