package oscc.fstree;

/** What a path of a tree names. */
public sealed interface Node {

  /** A node that has attributes of its own, as opposed to a further name of another. */
  sealed interface Inode extends Node {
    /** Mode, owner, time and extended attributes. */
    Attributes attributes();

    /** The same inode with other attributes. */
    Inode withAttributes(Attributes other);
  }

  /** A folder. */
  record Directory(Attributes attributes) implements Inode {
    @Override
    public Directory withAttributes(Attributes other) {
      return new Directory(other);
    }
  }

  /** A file with bytes. */
  record RegularFile(Attributes attributes, Content content) implements Inode {
    @Override
    public RegularFile withAttributes(Attributes other) {
      return new RegularFile(other, content);
    }
  }

  /** A symbolic link; the target is kept as written, and writers refuse what is too long. */
  record Symlink(Attributes attributes, String target) implements Inode {
    public Symlink {
      if (target.isEmpty() || target.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("symbolic link target: " + target);
      }
    }

    @Override
    public Symlink withAttributes(Attributes other) {
      return new Symlink(other, target);
    }
  }

  /** A device node. */
  record DeviceNode(Attributes attributes, Kind kind, int major, int minor) implements Inode {
    /** Character or block. */
    public enum Kind {
      CHARACTER,
      BLOCK
    }

    public DeviceNode {
      if (major < 0 || major > 0xfff || minor < 0 || minor > 0xfffff) {
        throw new IllegalArgumentException("device %d:%d".formatted(major, minor));
      }
    }

    @Override
    public DeviceNode withAttributes(Attributes other) {
      return new DeviceNode(other, kind, major, minor);
    }
  }

  /** A named pipe. */
  record Fifo(Attributes attributes) implements Inode {
    @Override
    public Fifo withAttributes(Attributes other) {
      return new Fifo(other);
    }
  }

  /** A socket; archives cannot carry one, folders can. */
  record Socket(Attributes attributes) implements Inode {
    @Override
    public Socket withAttributes(Attributes other) {
      return new Socket(other);
    }
  }

  /**
   * A further name of the inode at {@code target}, which is no directory and no hard link itself.
   */
  record HardLink(UnixPath target) implements Node {}
}
