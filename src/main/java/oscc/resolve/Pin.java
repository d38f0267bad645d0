package oscc.resolve;

import java.net.URI;
import java.nio.file.Path;
import oscc.store.Digest;

/** An input that is fixed to certain bytes. */
public sealed interface Pin {

  /** The digest of the bytes; of a folder, that of its listing with the digests of its files. */
  Digest digest();

  /** As messages show it: a path as written, a URL, a package with its version. */
  String name();

  /** A file on the host. */
  record LocalFile(Path path, String name, Digest digest, long size) implements Pin {}

  /** A folder on the host. */
  record Folder(Path path, String name, Digest digest) implements Pin {}

  /** A file behind http or https. */
  record Url(URI uri, Digest digest, long size) implements Pin {
    @Override
    public String name() {
      return uri.toString();
    }
  }

  /**
   * A Debian package.
   *
   * @param uri where the host's sources have it now; absent sources are found by {@code path}
   * @param path in the archive: {@code pool/main/b/busybox/…}
   * @param size bytes of the deb
   */
  record Deb(
      String packageName,
      String version,
      String arch,
      URI uri,
      String path,
      Digest digest,
      long size)
      implements Pin {
    @Override
    public String name() {
      return packageName + " " + version;
    }
  }
}
