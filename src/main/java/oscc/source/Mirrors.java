package oscc.source;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Knows the archives that this host has Debian packages from; asked only when one is fetched. */
@FunctionalInterface
public interface Mirrors {
  /** No archives but those in the lock. */
  Mirrors NONE = List::of;

  /** Base addresses with a slash at the end, with credentials where the host has them. */
  List<URI> bases() throws IOException;
}
