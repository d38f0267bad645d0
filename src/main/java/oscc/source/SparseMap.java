package oscc.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Which stretches of a file an archive holds; what lies between them are holes.
 *
 * @param size of the file, holes included
 */
record SparseMap(long size, List<Stretch> stretches) {
  /** Holes are hashed like any bytes; more than this would look like a hang. */
  private static final long MAX_HOLES = 1L << 38;

  private static final int MAX_STRETCHES = 1 << 20;

  SparseMap {
    stretches = List.copyOf(stretches);
  }

  /** {@code length} bytes that stand {@code at} in the file. */
  record Stretch(long at, long length) {}

  /** A file without holes. */
  static SparseMap whole(long size) {
    return new SparseMap(size, size == 0 ? List.of() : List.of(new Stretch(0, size)));
  }

  /** Takes the pairs of a map in their order. */
  static final class Builder {
    private final ArchiveInput in;
    private final List<Stretch> stretches = new ArrayList<>();
    private long end;
    private long stored;

    Builder(ArchiveInput in) {
      this.in = in;
    }

    void add(long at, long length) throws BadArchive {
      if (at < end || length < 0 || at > Long.MAX_VALUE - length) {
        throw wrong();
      }
      end = at + length;
      stored += length;
      if (length > 0) {
        stretches.add(new Stretch(at, length));
      }
      if (stretches.size() > MAX_STRETCHES) {
        throw in.bad("its sparse map has too many parts", "pack it without --sparse");
      }
    }

    /** The map of a file of {@code size} bytes of which the archive holds {@code inArchive}. */
    SparseMap build(long size, long inArchive) throws BadArchive {
      if (end > size || stored != inArchive) {
        throw wrong();
      }
      if (size - stored > MAX_HOLES) {
        throw in.bad("it has more than 256 GiB of holes", "leave the file out with `exclude`");
      }
      return new SparseMap(size, stretches);
    }

    private BadArchive wrong() {
      return in.bad("its sparse map does not fit its size", "get or make the archive again");
    }
  }
}
