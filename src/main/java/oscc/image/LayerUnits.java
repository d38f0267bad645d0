package oscc.image;

import java.io.IOException;
import java.util.List;
import oscc.fstree.Unit;
import oscc.store.Digest;

/** The units whose contents a package layer has, in the order in which they were joined. */
public sealed interface LayerUnits {

  /** What the units are known by. */
  List<Digest> ids();

  /**
   * The units.
   *
   * @throws UnitsNotRead if this build did without them
   */
  List<Unit> units() throws UnitsNotRead;

  /** Units that this build has read. */
  record Read(List<Unit> units) implements LayerUnits {
    public Read {
      units = List.copyOf(units);
    }

    @Override
    public List<Digest> ids() {
      return units.stream().map(Unit::id).toList();
    }
  }

  /** Units that a build before had. */
  record Known(List<Digest> ids) implements LayerUnits {
    public Known {
      ids = List.copyOf(ids);
    }

    @Override
    public List<Unit> units() throws UnitsNotRead {
      throw new UnitsNotRead();
    }
  }

  /** A package layer that is to be written needs units that nobody has read. */
  final class UnitsNotRead extends IOException {
    private static final long serialVersionUID = 1L;

    UnitsNotRead() {
      super("the packages were not read, since a build before has made their layer");
    }
  }
}
