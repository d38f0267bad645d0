package oscc.archive;

import java.io.IOException;
import java.io.OutputStream;
import oscc.fstree.Attributes;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * What an archive or an image holds at a path. Extended attributes are not read, and each name of a
 * file with several is a file.
 */
public record Stored(UnixPath path, Attributes attributes, Thing thing) {

  /** What kind of thing it is. */
  public sealed interface Thing {}

  /** A folder. */
  public record Folder() implements Thing {}

  /** A file with bytes. */
  public record File(long size, Body body) implements Thing {}

  /** A symbolic link. */
  public record Symlink(String target) implements Thing {
    public Symlink {
      if (target.isEmpty() || target.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("a link leads nowhere");
      }
    }
  }

  /** A device node. */
  public record Device(Node.DeviceNode.Kind kind, int major, int minor) implements Thing {}

  /** A named pipe. */
  public record Fifo() implements Thing {}

  /** A socket. */
  public record Socket() implements Thing {}

  /** The bytes of a file, which are read when they are wanted. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes the bytes.
     *
     * @throws IOException if they cannot be read or written; the message names the image
     */
    void copyTo(OutputStream out) throws IOException;
  }

  /** The same thing elsewhere. */
  public Stored at(UnixPath other) {
    return new Stored(other, attributes, thing);
  }

  /** The bytes of the type in {@code st_mode}, as stat(2) numbers them. */
  static int typeOf(int mode) {
    return mode & 0170000;
  }
}
