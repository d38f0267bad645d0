package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import oscc.archive.Stored;
import oscc.fstree.Attributes;
import oscc.fstree.Mode;
import oscc.fstree.Node;

/** Reads inodes, basic and extended; format.adoc "Inode Table". */
final class InodeReader {
  private static final int DOTS = 3;
  private static final int MAX_TARGET = 65535;
  private static final int ID_SIZE = 4;

  private final ImageBytes image;

  /** An inode: what is the same for all of its names. */
  sealed interface Inode {
    /** Its number. */
    long number();

    /** What it is beside its kind. */
    Attributes attributes();
  }

  /** A folder and where its listing is. */
  record Folder(long number, Attributes attributes, long block, int offset, long size)
      implements Inode {}

  /** Anything else. */
  record Other(long number, Attributes attributes, Stored.Thing thing) implements Inode {}

  InodeReader(ImageBytes image) {
    this.image = image;
  }

  /** The inode that a reference names. */
  Inode read(long reference) throws IOException {
    long table = image.head().inodeTable();
    MetaReader in = image.at(table, reference >>> 16, (int) (reference & 0xffff));
    int typeNumber = in.u16();
    int mode = in.u16();
    long uid = id(in.u16());
    long gid = id(in.u16());
    long mtime = in.u32();
    long number = in.u32();
    if ((mode & ~07777) != 0) {
      throw new IOException("an inode has the mode 0%o".formatted(mode));
    }
    var attributes = new Attributes(new Mode(mode), uid, gid, mtime, List.of());
    InodeType type = type(typeNumber);
    boolean extended = typeNumber == type.extended();
    if (type == InodeType.DIRECTORY) {
      return folder(number, attributes, extended, in);
    }
    return new Other(number, attributes, thing(type, extended, in));
  }

  private static InodeType type(int number) throws IOException {
    Optional<InodeType> type = InodeType.of(number);
    if (type.isEmpty()) {
      throw new IOException("an inode has the type %d".formatted(number));
    }
    return type.get();
  }

  private long id(int index) throws IOException {
    if (index >= image.head().ids()) {
      throw new IOException("an inode has the owner %d of %d".formatted(index, image.head().ids()));
    }
    return image.entry(image.head().idTable(), index, ID_SIZE).u32();
  }

  private static Folder folder(long number, Attributes attributes, boolean extended, MetaReader in)
      throws IOException {
    if (extended) {
      in.u32();
      long size = in.u32();
      long block = in.u32();
      in.u32();
      in.u16();
      return new Folder(number, attributes, block, in.u16(), Math.max(0, size - DOTS));
    }
    long block = in.u32();
    in.u32();
    long size = in.u16();
    return new Folder(number, attributes, block, in.u16(), Math.max(0, size - DOTS));
  }

  private Stored.Thing thing(InodeType type, boolean extended, MetaReader in) throws IOException {
    return switch (type) {
      case DIRECTORY -> throw new IllegalStateException("a folder is read as one");
      case FILE -> extended ? extendedFile(in) : basicFile(in);
      case SYMLINK -> symlink(in);
      case BLOCK_DEVICE -> device(Node.DeviceNode.Kind.BLOCK, in);
      case CHARACTER_DEVICE -> device(Node.DeviceNode.Kind.CHARACTER, in);
      case FIFO -> new Stored.Fifo();
      case SOCKET -> new Stored.Socket();
    };
  }

  private Stored.File basicFile(MetaReader in) throws IOException {
    long start = in.u32();
    long fragment = in.u32();
    long offset = in.u32();
    return file(in.u32(), new FileBytes.Place(start, fragment, offset), in);
  }

  private Stored.File extendedFile(MetaReader in) throws IOException {
    long start = in.u64();
    long size = in.u64();
    in.u64();
    in.u32();
    long fragment = in.u32();
    long offset = in.u32();
    in.u32();
    return file(size, new FileBytes.Place(start, fragment, offset), in);
  }

  private Stored.File file(long size, FileBytes.Place place, MetaReader sizes) throws IOException {
    if (size < 0) {
      throw new IOException("a file has %d bytes".formatted(size));
    }
    return new Stored.File(size, new FileBytes(image, size, place, sizes.copy())::copyTo);
  }

  private static Stored.Symlink symlink(MetaReader in) throws IOException {
    in.u32();
    long length = in.u32();
    if (length == 0 || length > MAX_TARGET) {
      throw new IOException("a link has a target of %d bytes".formatted(length));
    }
    return new Stored.Symlink(new String(in.bytes((int) length), StandardCharsets.UTF_8));
  }

  /** The reverse of {@link InodeTable#deviceNumber}. */
  private static Stored.Device device(Node.DeviceNode.Kind kind, MetaReader in) throws IOException {
    in.u32();
    long number = in.u32();
    int major = (int) ((number >> 8) & 0xfff);
    int minor = (int) ((number & 0xff) | ((number >> 12) & 0xfff00));
    return new Stored.Device(kind, major, minor);
  }
}
