package oscc.resolve;

import java.net.URI;
import oscc.store.Digest;

/**
 * A Debian package as the lock keeps it.
 *
 * @param archive the base address of the archive, with a slash at its end and without credentials
 * @param path in the archive: {@code pool/main/b/busybox/…}
 */
public record LockedDeb(
    String name, String version, String arch, URI archive, String path, long size, Digest digest) {

  public LockedDeb {
    if (archive.getRawUserInfo() != null || !archive.toString().endsWith("/")) {
      throw new IllegalArgumentException("not the plain address of an archive");
    }
  }

  /** What it is called inside the lock. */
  String key() {
    return name + " " + version + " " + arch;
  }

  /** What the plan says of it. */
  Pin.Deb pin() {
    URI uri = URI.create(archive + Uris.encodePath(path));
    return new Pin.Deb(name, version, arch, uri, path, digest, size);
  }
}
