package oscc.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ELF file, as far as oscc needs it; see elf(5). Only the headers are read at once. Whatever the
 * bytes are, reading ends with a value or with an {@link IOException}.
 */
public final class ElfFile {
  /** {@code e_type} of an executable. */
  public static final int ET_EXEC = 2;

  /** {@code e_type} of a shared object or a position independent executable. */
  public static final int ET_DYN = 3;

  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int EI_CLASS = 4;
  private static final int EI_DATA = 5;
  private static final int IDENT_SIZE = 16;
  private static final int NARROW_HEADER_SIZE = 52;
  private static final int WIDE_HEADER_SIZE = 64;

  /** {@code e_phnum} when the number of program headers does not fit; only core dumps have it. */
  private static final int PN_XNUM = 0xffff;

  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;

  private final ElfBytes bytes;
  private final ByteBuffer header;
  private final List<Segment> segments;

  /** A program header: {@code size} bytes at {@code offset} of the file. */
  record Segment(int type, long offset, long address, long size) {}

  private ElfFile(ElfBytes bytes, ByteBuffer header, List<Segment> segments) {
    this.bytes = bytes;
    this.header = header;
    this.segments = List.copyOf(segments);
  }

  /** Whether a file that begins with these bytes says that it is ELF. */
  public static boolean isElf(byte[] head) {
    return head.length >= MAGIC.length
        && head[0] == MAGIC[0]
        && head[1] == MAGIC[1]
        && head[2] == MAGIC[2]
        && head[3] == MAGIC[3];
  }

  /**
   * Reads the headers of a file of {@code size} bytes.
   *
   * @throws BadElf if the bytes are not a whole ELF file
   */
  public static ElfFile read(long size, RandomBytes file) throws IOException {
    byte[] ident = new byte[IDENT_SIZE];
    if (size >= IDENT_SIZE) {
      file.readFully(0, ByteBuffer.wrap(ident));
    }
    if (!isElf(ident)) {
      throw new BadElf("it does not begin with the ELF magic");
    }
    if (ident[EI_CLASS] != 1 && ident[EI_CLASS] != 2) {
      throw new BadElf("its class %d is neither 32-bit nor 64-bit".formatted(ident[EI_CLASS]));
    }
    if (ident[EI_DATA] != 1 && ident[EI_DATA] != 2) {
      throw new BadElf("its byte order %d is not known".formatted(ident[EI_DATA]));
    }
    ByteOrder order = ident[EI_DATA] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    boolean wide = ident[EI_CLASS] == 2;
    ElfBytes bytes = new ElfBytes(file, size, order, wide);
    ByteBuffer header = bytes.part(0, wide ? WIDE_HEADER_SIZE : NARROW_HEADER_SIZE, "header");
    return new ElfFile(bytes, header, readSegments(bytes, header));
  }

  private static List<Segment> readSegments(ElfBytes bytes, ByteBuffer header) throws IOException {
    int count = Short.toUnsignedInt(header.getShort(bytes.isWide() ? 56 : 44));
    int entrySize = Short.toUnsignedInt(header.getShort(bytes.isWide() ? 54 : 42));
    if (count == 0) {
      return List.of();
    }
    if (count == PN_XNUM || entrySize < (bytes.isWide() ? 56 : 32)) {
      throw new BadElf(
          "its program header table has %d entries of %d bytes".formatted(count, entrySize));
    }
    long at = bytes.word(header, 28, 32);
    ByteBuffer table = bytes.part(at, (long) count * entrySize, "program header table");
    List<Segment> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int entry = i * entrySize;
      segments.add(
          new Segment(
              table.getInt(entry),
              bytes.word(table, entry + 4, entry + 8),
              bytes.word(table, entry + 8, entry + 16),
              bytes.word(table, entry + 16, entry + 32)));
    }
    return segments;
  }

  /** 32 or 64. */
  public int bits() {
    return bytes.isWide() ? 64 : 32;
  }

  /** {@code e_type}: what kind of object it is. */
  public int type() {
    return Short.toUnsignedInt(header.getShort(16));
  }

  /** {@code e_machine}: the instruction set. */
  public int machine() {
    return Short.toUnsignedInt(header.getShort(18));
  }

  /** {@code PT_INTERP}: the loader that a dynamic executable asks for. */
  public Optional<String> interpreter() throws IOException {
    for (Segment segment : segments) {
      if (segment.type() == PT_INTERP) {
        long end = segment.offset() + segment.size();
        return Optional.of(bytes.string(segment.offset(), end, "interpreter"));
      }
    }
    return Optional.empty();
  }

  /** What the dynamic section says; empty lists for a static program. */
  public Dynamic dynamic() throws IOException {
    for (Segment segment : segments) {
      if (segment.type() == PT_DYNAMIC) {
        return DynamicSection.read(bytes, segment, this::offsetOf);
      }
    }
    return Dynamic.NONE;
  }

  /** Where the byte that is loaded at {@code address} stands in the file. */
  private long offsetOf(long address) throws BadElf {
    for (Segment segment : segments) {
      long inside = address - segment.address();
      if (segment.type() == PT_LOAD && inside >= 0 && inside < segment.size()) {
        return segment.offset() + inside;
      }
    }
    throw new BadElf("its string table is at an address that no segment loads");
  }

  /** The {@code key=value} lines of a kernel module's {@code .modinfo} section, in order. */
  public List<String> modinfo() throws IOException {
    return sections().modinfo();
  }

  /** The symbols that a kernel module exports, in byte order. */
  public List<String> exports() throws IOException {
    return sections().exports();
  }

  private ModuleSections sections() throws IOException {
    return new ModuleSections(Sections.read(bytes, header), bytes.isWide());
  }
}
