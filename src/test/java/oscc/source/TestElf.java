package oscc.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Assembles small 64-bit little-endian kernel modules, header by header; elf(5). */
public final class TestElf {
  private TestElf() {}

  /** A relocatable file with {@code .modinfo} and symbols of these names. */
  public static byte[] module(String modinfo, String... symbols) {
    byte[] info = modinfo.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    strings.write(0);
    byte[] table = new byte[24 * symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      little(table).putInt(24 * i, strings.size());
      strings.writeBytes((symbols[i] + "\0").getBytes(StandardCharsets.UTF_8));
    }
    byte[] names = "\0.modinfo\0.shstrtab\0".getBytes(StandardCharsets.UTF_8);
    long infoAt = 64;
    long tableAt = infoAt + info.length;
    long stringsAt = tableAt + table.length;
    long namesAt = stringsAt + strings.size();
    long headersAt = namesAt + names.length;
    byte[] sections = new byte[64 * 5];
    ByteBuffer headers = little(sections);
    section(headers, 1, 1, 1, infoAt, info.length, 0);
    section(headers, 2, 0, 2, tableAt, table.length, 3);
    section(headers, 3, 0, 3, stringsAt, strings.size(), 0);
    section(headers, 4, 10, 3, namesAt, names.length, 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(headersAt));
    out.writeBytes(info);
    out.writeBytes(table);
    out.writeBytes(strings.toByteArray());
    out.writeBytes(names);
    out.writeBytes(sections);
    return out.toByteArray();
  }

  private static byte[] header(long sectionsAt) {
    byte[] header = new byte[64];
    little(header)
        .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1})
        .putShort(16, (short) 1)
        .putShort(18, (short) 62)
        .putLong(40, sectionsAt)
        .putShort(58, (short) 64)
        .putShort(60, (short) 5)
        .putShort(62, (short) 4);
    return header;
  }

  private static void section(
      ByteBuffer headers, int index, int name, int type, long at, long size, int link) {
    headers
        .putInt(64 * index, name)
        .putInt(64 * index + 4, type)
        .putLong(64 * index + 24, at)
        .putLong(64 * index + 32, size)
        .putInt(64 * index + 40, link);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
