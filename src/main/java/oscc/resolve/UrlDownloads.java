package oscc.resolve;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import oscc.store.Blob;
import oscc.store.Digest;

/** Fetches files whose digest the manifest says, so that the lock can know their size. */
@FunctionalInterface
public interface UrlDownloads {
  /** An address and the digest of what is there. */
  record Wanted(URI uri, Digest digest) {}

  /** The files, in the same order. */
  List<Blob> fetch(List<Wanted> wanted) throws IOException;
}
