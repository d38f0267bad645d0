package oscc.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The head of a cpio member in the newc format, as the kernel's buffer-format document has it: a
 * magic number and thirteen fields of eight hexadecimal digits, the name with its NUL, and zeros up
 * to a multiple of four.
 *
 * @param mode type and permissions as in {@code st_mode}
 * @param nlink how many members have this inode
 * @param size bytes of data that follow
 * @param nameSize the name's bytes with its NUL; more than that adds NULs
 */
record NewcHeader(
    long ino,
    int mode,
    long uid,
    long gid,
    int nlink,
    long mtime,
    long size,
    int major,
    int minor,
    String name,
    int nameSize) {

  /** Bytes before the name. */
  static final int FIXED = 110;

  /** The largest number that eight hexadecimal digits hold. */
  static final long MAX_FIELD = 0xffff_ffffL;

  private static final String MAGIC = "070701";

  /** A member without data that is no device. */
  NewcHeader(long ino, int mode, long uid, long gid, int nlink, long mtime, String name) {
    this(ino, mode, uid, gid, nlink, mtime, 0, 0, 0, name, sizeOf(name));
  }

  /** What {@code c_namesize} says of a name. */
  static int sizeOf(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length + 1;
  }

  NewcHeader withSize(long bytes) {
    return new NewcHeader(ino, mode, uid, gid, nlink, mtime, bytes, major, minor, name, nameSize);
  }

  NewcHeader withDevice(int ofMajor, int ofMinor) {
    return new NewcHeader(
        ino, mode, uid, gid, nlink, mtime, size, ofMajor, ofMinor, name, nameSize);
  }

  NewcHeader withNameSize(int bytes) {
    return new NewcHeader(ino, mode, uid, gid, nlink, mtime, size, major, minor, name, bytes);
  }

  byte[] encode() {
    StringBuilder head = new StringBuilder(FIXED).append(MAGIC);
    long[] fields = {ino, mode, uid, gid, nlink, mtime, size, 0, 0, major, minor, nameSize, 0};
    for (long field : fields) {
      head.append(HexFormat.of().toHexDigits((int) field));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIXED + nameSize + 3);
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(text);
    bytes.writeBytes(new byte[nameSize - text.length]);
    bytes.writeBytes(new byte[new Padding(4).after(bytes.size())]);
    return bytes.toByteArray();
  }
}
