package oscc.source;

import java.io.IOException;
import java.util.Optional;
import oscc.diag.Rejected;
import oscc.store.Blob;
import oscc.store.Digest;

/** One package as it came, and how to make a unit of it. */
interface UnitSource {

  /** As messages show it. */
  String name();

  /** Digest of all that the unit depends on. */
  Digest inputs();

  /** The archive, if it is one. */
  Optional<Blob> archive();

  /**
   * Unpacks the package into the store.
   *
   * @throws Rejected if the report has an error that keeps it from being a unit
   */
  Unpacked unpack() throws IOException, Rejected;
}
