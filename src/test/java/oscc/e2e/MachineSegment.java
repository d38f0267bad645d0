package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * An uncompressed {@code machine.img} that is altered on purpose after the build; cpio(5), newc.
 */
final class MachineSegment {
  private static final int HEADER = 110;
  private static final int FIELDS = 13;
  private static final int MODE = 1;
  private static final int SIZE = 6;
  private static final int NAME_SIZE = 11;
  private static final String LAYER = "oscc/machine";
  private static final String END = "TRAILER!!!";

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  private static final class Entry {
    private final long[] fields;
    private final String name;
    private final byte[] data;

    Entry(long[] fields, String name, byte[] data) {
      this.fields = fields;
      this.name = name;
      this.data = data;
    }

    String name() {
      return name;
    }
  }

  private MachineSegment(Path file) {
    this.file = file;
  }

  /** Reads the segment of a bundle. */
  static MachineSegment of(Path bundle) throws IOException {
    MachineSegment segment = new MachineSegment(bundle.resolve("machine.img"));
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(segment.file));
    String name = "";
    while (!name.equals(END)) {
      Entry entry = read(in);
      segment.entries.add(entry);
      name = entry.name();
    }
    return segment;
  }

  private static Entry read(ByteBuffer in) {
    byte[] header = new byte[HEADER];
    in.get(header);
    String text = new String(header, StandardCharsets.US_ASCII);
    assertThat(text).startsWith("070701");
    long[] fields = new long[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
      fields[i] = Long.parseLong(text.substring(6 + 8 * i, 14 + 8 * i), 16);
    }
    byte[] name = new byte[(int) fields[NAME_SIZE]];
    in.get(name);
    in.position((in.position() + 3) / 4 * 4);
    byte[] data = new byte[(int) fields[SIZE]];
    in.get(data);
    in.position(Math.min(in.limit(), (in.position() + 3) / 4 * 4));
    return new Entry(fields, new String(name, 0, name.length - 1, StandardCharsets.UTF_8), data);
  }

  /** Changes the text of a file of the machine layer; that nothing changes is a mistake. */
  MachineSegment edit(String path, UnaryOperator<String> change) {
    return editEntry(LAYER + path, change);
  }

  /** Changes what stage 1 is told. */
  MachineSegment editParameters(UnaryOperator<String> change) {
    return editEntry("oscc/stage1.conf", change);
  }

  private MachineSegment editEntry(String name, UnaryOperator<String> change) {
    int index = index(name);
    Entry old = entries.get(index);
    String before = new String(old.data, StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).as("%s", name).isNotEqualTo(before);
    byte[] data = after.getBytes(StandardCharsets.UTF_8);
    long[] fields = old.fields.clone();
    fields[SIZE] = data.length;
    entries.set(index, new Entry(fields, name, data));
    return this;
  }

  /** Gives an entry of the machine layer another mode. */
  MachineSegment mode(String path, int mode) {
    long[] fields = entries.get(index(LAYER + path)).fields;
    fields[MODE] = (fields[MODE] & ~07777) | mode;
    return this;
  }

  /** Takes an entry out of the machine layer. */
  MachineSegment remove(String path) {
    entries.remove(index(LAYER + path));
    return this;
  }

  private int index(String name) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError(
        "no %s among %s".formatted(name, entries.stream().map(Entry::name).toList()));
  }

  /** Writes the segment in the place of the one that was read. */
  void write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      StringBuilder header = new StringBuilder("070701");
      for (long field : entry.fields) {
        header.append(String.format(Locale.ROOT, "%08X", field));
      }
      out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
      out.writeBytes((entry.name() + "\0").getBytes(StandardCharsets.UTF_8));
      pad(out, 4);
      out.writeBytes(entry.data);
      pad(out, 4);
    }
    pad(out, 4096);
    Files.delete(file);
    Files.write(file, out.toByteArray());
  }

  private static void pad(ByteArrayOutputStream out, int unit) {
    while (out.size() % unit != 0) {
      out.write(0);
    }
  }
}
