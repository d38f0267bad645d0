package oscc.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.fstree.Attributes;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/** Reads segments of an initrd: one cpio archive of the newc format, compressed or not. */
public final class CpioReader {
  private static final String MAGIC = "070701";
  private static final String TRAILER = "TRAILER!!!";
  private static final int FIELDS = 13;
  private static final int DIGITS = 8;
  private static final int MAX_NAME = 1 << 16;
  private static final int MAX_TARGET = 1 << 16;
  private static final int MAX_MEMBERS = 1 << 22;

  private final Path file;
  private final DataInputStream in;
  private final List<Stored> members = new ArrayList<>();

  /** The members of each inode with several names, of which only one has the bytes. */
  private final Map<Long, List<Integer>> names = new HashMap<>();

  private long position;

  private CpioReader(Path file, InputStream in) {
    this.file = file;
    this.in = new DataInputStream(in);
  }

  /**
   * The members of a segment, in their order.
   *
   * @throws IOException if it cannot be read or is damaged; the message names it
   */
  public static List<Stored> read(Path file) throws IOException {
    try (InputStream in = SegmentStream.open(file)) {
      CpioReader reader = new CpioReader(file, in);
      reader.readMembers();
      return reader.members;
    } catch (EOFException | IllegalArgumentException e) {
      throw SegmentStream.damaged(file, e);
    }
  }

  private void readMembers() throws IOException {
    while (readMember()) {
      if (members.size() > MAX_MEMBERS) {
        throw damaged("it has more members than any segment");
      }
    }
  }

  private IOException damaged(String why) {
    return new IOException("%s is damaged: %s".formatted(file, why));
  }

  private boolean readMember() throws IOException {
    long[] fields = readHead();
    String name = readName(Math.toIntExact(fields[11]));
    if (name.equals(TRAILER)) {
      return false;
    }
    long size = fields[6];
    int mode = Math.toIntExact(fields[1]);
    var attributes =
        new Attributes(new Mode(mode & 07777), fields[2], fields[3], fields[5], List.of());
    Stored.Thing thing = thing(Stored.typeOf(mode), size, fields);
    UnixPath path = name.equals(".") ? UnixPath.ROOT : new UnixPath("/" + name);
    members.add(new Stored(path, attributes, thing));
    if (thing instanceof Stored.File) {
      skip(size);
      if (fields[4] > 1) {
        share(fields[0], members.size() - 1);
      }
    }
    skip(new Padding(4).after(position));
    return true;
  }

  private long[] readHead() throws IOException {
    String magic = text(MAGIC.length());
    if (!magic.equals(MAGIC)) {
      throw damaged("a member does not begin with " + MAGIC);
    }
    long[] fields = new long[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
      String digits = text(DIGITS);
      if (!digits.matches("[0-9A-Fa-f]{8}")) {
        throw damaged("a field of a member is no number");
      }
      fields[i] = Long.parseLong(digits, 16);
    }
    if (fields[11] < 1 || fields[11] > MAX_NAME || fields[1] > 0177777) {
      throw damaged("a member has a name or a mode that cannot be");
    }
    return fields;
  }

  /** The name may have more than one NUL behind it. */
  private String readName(int size) throws IOException {
    byte[] bytes = bytes(size);
    int end = 0;
    while (end < size && bytes[end] != 0) {
      end++;
    }
    skip(new Padding(4).after(position));
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private Stored.Thing thing(int type, long size, long[] fields) throws IOException {
    return switch (type) {
      case 0040000 -> new Stored.Folder();
      case 0100000 -> new Stored.File(size, body(position, size));
      case 0120000 -> {
        if (size > MAX_TARGET) {
          throw damaged("a link has a target of %d bytes".formatted(size));
        }
        yield new Stored.Symlink(new String(bytes((int) size), StandardCharsets.UTF_8));
      }
      case 0020000 -> device(Node.DeviceNode.Kind.CHARACTER, fields);
      case 0060000 -> device(Node.DeviceNode.Kind.BLOCK, fields);
      case 0010000 -> new Stored.Fifo();
      case 0140000 -> new Stored.Socket();
      default -> throw damaged("a member is of no known type");
    };
  }

  private static Stored.Device device(Node.DeviceNode.Kind kind, long[] fields) {
    return new Stored.Device(kind, (int) fields[9], (int) fields[10]);
  }

  /**
   * The bytes are read again from the start: what is compressed cannot be entered in the middle.
   */
  private Stored.Body body(long from, long size) {
    Path source = file;
    return out -> {
      try (InputStream again = SegmentStream.open(source)) {
        again.skipNBytes(from);
        copy(again, out, size);
      } catch (EOFException e) {
        throw SegmentStream.damaged(source, e);
      }
    };
  }

  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** All names of an inode get the bytes that one of them, the last, carries. */
  private void share(long inode, int member) {
    List<Integer> all = names.computeIfAbsent(inode, _ -> new ArrayList<>());
    all.add(member);
    Stored carrier = members.get(member);
    if (((Stored.File) carrier.thing()).size() > 0) {
      for (int other : all) {
        Stored named = members.get(other);
        members.set(other, new Stored(named.path(), named.attributes(), carrier.thing()));
      }
    }
  }

  private String text(int length) throws IOException {
    return new String(bytes(length), StandardCharsets.US_ASCII);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    position += length;
    return Arrays.copyOf(bytes, length);
  }

  private void skip(long length) throws IOException {
    in.skipNBytes(length);
    position += length;
  }
}
