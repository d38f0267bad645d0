package oscc.manifest;

import java.util.List;
import java.util.Optional;
import oscc.diag.Located;
import oscc.diag.Span;
import oscc.fstree.UnixPath;

/**
 * The {@code rootfs} section.
 *
 * @param urls where stage 1 fetches the package layer, the best first
 * @param disk what lasts lies there
 * @param persist folders that lie on the disk
 * @param sizeLimit bytes that the package layer may have in a bundle
 */
public record RootfsSpec(
    Filesystem filesystem,
    SquashfsCompression compression,
    Delivery delivery,
    List<Located<String>> urls,
    Writable writable,
    Optional<StateDisk> disk,
    List<Located<UnixPath>> persist,
    Optional<Located<Long>> sizeLimit,
    Span span) {

  public RootfsSpec {
    urls = List.copyOf(urls);
    persist = List.copyOf(persist);
  }

  /** What the packages are delivered as. */
  public enum Filesystem {
    SQUASHFS,
    INITRAMFS
  }

  /** How a machine that boots over the network gets the package layer. */
  public enum Delivery {
    INITRD,
    DISK,
    HTTP;

    /** Whether whoever can fetch the bundle has what is in it. */
    public boolean isPublic() {
      return this != DISK;
    }
  }

  /**
   * What can be written in the running machine: everything, in memory or on the disk, or nothing.
   */
  public enum Writable {
    TMPFS,
    NONE,
    DISK
  }

  /** How the disk with what lasts is found. */
  public sealed interface StateDisk {
    /** By the label of its file system. */
    record Label(String label) implements StateDisk {}

    /** By the name of its partition. */
    record Partition(String label) implements StateDisk {}
  }

  /**
   * Parameters of the squashfs.
   *
   * @param level the codec's own scale
   * @param blockSize bytes, a power of two from 4 KiB to 1 MiB
   */
  public record SquashfsCompression(Codec codec, int level, int blockSize) {
    public SquashfsCompression {
      if (blockSize < 1 << 12 || blockSize > 1 << 20 || Integer.bitCount(blockSize) != 1) {
        throw new IllegalArgumentException("block size " + blockSize);
      }
    }
  }

  /** Codecs that squashfs images can have here, with what is taken where the manifest is silent. */
  public enum Codec {
    ZSTD(1, 22, 6, 1 << 19),
    XZ(0, 9, 6, 1 << 17),
    GZIP(1, 9, 9, 1 << 17);

    private final int leastLevel;
    private final int mostLevel;
    private final int defaultLevel;
    private final int defaultBlockSize;

    Codec(int leastLevel, int mostLevel, int defaultLevel, int defaultBlockSize) {
      this.leastLevel = leastLevel;
      this.mostLevel = mostLevel;
      this.defaultLevel = defaultLevel;
      this.defaultBlockSize = defaultBlockSize;
    }

    /** The lowest level of its scale. */
    public int leastLevel() {
      return leastLevel;
    }

    /** The highest level of its scale. */
    public int mostLevel() {
      return mostLevel;
    }

    /** This codec with the level and block size that fit it. */
    public SquashfsCompression standard() {
      return new SquashfsCompression(this, defaultLevel, defaultBlockSize);
    }
  }
}
