package oscc.image;

import java.io.IOException;
import java.util.List;
import oscc.fstree.Unit;
import oscc.store.Digest;

/**
 * The units whose contents a package layer has, in the order in which they were joined.
 *
 * @param ids what they are known by
 * @param source is asked only if the layer must be written
 */
public record LayerUnits(List<Digest> ids, Source source) {

  public LayerUnits {
    ids = List.copyOf(ids);
  }

  /** Has the units, or reads them. */
  @FunctionalInterface
  public interface Source {
    List<Unit> units() throws IOException;
  }

  /** The units themselves. */
  public List<Unit> units() throws IOException {
    return source.units();
  }
}
