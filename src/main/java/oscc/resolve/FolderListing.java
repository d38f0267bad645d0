package oscc.resolve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oscc.fstree.UnixPath;
import oscc.store.Digest;

/**
 * All that a version control system keeps of a folder of the host: names, links, contents. Of the
 * mode only the owner's x counts: the rest is what the umask of a checkout made of it.
 */
public final class FolderListing {
  private final MessageDigest sha256 = Digest.sha256();

  /** Knows the digests of files. */
  @FunctionalInterface
  public interface FileDigests {
    /** That of a file's bytes. */
    Digest of(Path file) throws IOException;
  }

  /** The digest that a folder is pinned to. */
  public static Digest digest(Path folder, FileDigests digests) throws IOException {
    FolderListing listing = new FolderListing();
    listing.list(folder, UnixPath.ROOT, digests);
    return listing.digest();
  }

  private void list(Path folder, UnixPath at, FileDigests digests) throws IOException {
    for (Path entry : entries(folder)) {
      UnixPath path = at.child(entry.getFileName().toString());
      PosixFileAttributes found =
          Files.readAttributes(entry, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isRegularFile()) {
        add(path, found, digests.of(entry));
      } else {
        add(path, found, entry);
      }
      if (found.isDirectory()) {
        list(entry, path, digests);
      }
    }
  }

  /** Adds a file with bytes. */
  public void add(UnixPath path, PosixFileAttributes found, Digest digest) {
    boolean executable = found.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    line(executable ? "program" : "file", path, digest.hex());
  }

  /** Adds anything else; what a folder holds comes next, in the order of {@link #entries}. */
  public void add(UnixPath path, PosixFileAttributes found, Path entry) throws IOException {
    if (found.isSymbolicLink()) {
      line("link", path, Files.readSymbolicLink(entry).toString());
    } else {
      line(found.isDirectory() ? "folder" : "special", path, "");
    }
  }

  /** The digest of all that was added. */
  public Digest digest() {
    return Digest.ofFinished(sha256);
  }

  /** NUL cannot be in a name, so different listings are different texts. */
  private void line(String kind, UnixPath path, String what) {
    for (String text : List.of(kind, path.value(), what)) {
      sha256.update(text.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
    }
  }

  /** What is directly in a folder, in the order of the names and not of the file system. */
  public static List<Path> entries(Path folder) throws IOException {
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
