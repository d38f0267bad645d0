package oscc.resolve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oscc.fstree.UnixPath;
import oscc.store.Digest;

/** All that a version control system keeps of a folder of the host. */
public final class FolderListing {
  private final StringBuilder text = new StringBuilder();
  private final FileDigests digests;

  private FolderListing(FileDigests digests) {
    this.digests = digests;
  }

  /** Knows the digests of files. */
  @FunctionalInterface
  public interface FileDigests {
    /** That of a file's bytes. */
    Digest of(Path file) throws IOException;
  }

  /** The digest that a folder is pinned to. */
  public static Digest digest(Path folder, FileDigests digests) throws IOException {
    FolderListing listing = new FolderListing(digests);
    listing.list(folder, UnixPath.ROOT);
    return Digest.of(listing.text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void list(Path folder, UnixPath at) throws IOException {
    for (Path entry : sorted(folder)) {
      UnixPath path = at.child(entry.getFileName().toString());
      if (Files.isSymbolicLink(entry)) {
        line("link", path, Files.readSymbolicLink(entry).toString());
      } else if (Files.isDirectory(entry)) {
        line("folder", path, "");
        list(entry, path);
      } else if (Files.isRegularFile(entry)) {
        // Of the mode only the owner's x counts: the rest is what the umask of a checkout made of
        // it.
        boolean executable =
            Files.getPosixFilePermissions(entry).contains(PosixFilePermission.OWNER_EXECUTE);
        line(executable ? "program" : "file", path, digests.of(entry).hex());
      } else {
        line("special", path, "");
      }
    }
  }

  /** NUL cannot be in a name, so different listings are different texts. */
  private void line(String kind, UnixPath path, String what) {
    text.append(kind).append('\0').append(path).append('\0').append(what).append('\0');
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
