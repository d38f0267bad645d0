package oscc.manifest;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import oscc.diag.Span;
import oscc.store.Digest;

/** Where the manifest says that an input file is. */
public sealed interface Locator {

  /** The place in the manifest. */
  Span span();

  /** As the manifest wrote it. */
  String written();

  /** The digest that the manifest demands, always there for a URL. */
  Optional<Digest> sha256();

  /** A file on the host; {@code path} is absolute. */
  record LocalFile(Path path, String written, Optional<Digest> sha256, Span span)
      implements Locator {}

  /** A file behind http or https. */
  record Url(URI uri, String written, Optional<Digest> sha256, Span span) implements Locator {}
}
