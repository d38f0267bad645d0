package oscc.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section headers of an ELF file. */
final class Sections {
  /** Section type of a symbol table. */
  static final int SHT_SYMTAB = 2;

  /** Section type of what takes no space in the file. */
  private static final int SHT_NOBITS = 8;

  /** More sections than any linker makes; from 0xff00 on the count stands elsewhere. */
  private static final int MAX_SECTIONS = 1 << 20;

  private final ElfBytes bytes;
  private final List<Section> sections;
  private final ByteBuffer names;

  /** A section header; {@code name} is an offset in the table of names. */
  record Section(int name, int type, long offset, long size, int link) {}

  private Sections(ElfBytes bytes, List<Section> sections, ByteBuffer names) {
    this.bytes = bytes;
    this.sections = List.copyOf(sections);
    this.names = names;
  }

  static Sections read(ElfBytes bytes, ByteBuffer header) throws IOException {
    boolean wide = bytes.isWide();
    long at = bytes.word(header, 32, 40);
    int entrySize = Short.toUnsignedInt(header.getShort(wide ? 58 : 46));
    if (at == 0) {
      return new Sections(bytes, List.of(), ByteBuffer.allocate(0));
    }
    if (entrySize < (wide ? 64 : 40)) {
      throw new BadElf("its section headers are %d bytes long".formatted(entrySize));
    }
    // elf(5), e_shnum and e_shstrndx: what does not fit stands in the first section header.
    ByteBuffer first = bytes.part(at, entrySize, "section header table");
    long count = Short.toUnsignedInt(header.getShort(wide ? 60 : 48));
    count = count == 0 ? bytes.word(first, 20, 32) : count;
    int names = Short.toUnsignedInt(header.getShort(wide ? 62 : 50));
    names = names == 0xffff ? first.getInt(wide ? 40 : 24) : names;
    if (count < 0 || count > MAX_SECTIONS || names < 0 || names >= count) {
      throw new BadElf("it claims %d sections with names in section %d".formatted(count, names));
    }
    ByteBuffer table = bytes.part(at, count * entrySize, "section header table");
    List<Section> sections = new ArrayList<>();
    for (int entry = 0; entry < table.limit(); entry += entrySize) {
      sections.add(section(bytes, table, entry));
    }
    return new Sections(bytes, sections, contents(bytes, sections.get(names), "section names"));
  }

  private static Section section(ElfBytes bytes, ByteBuffer table, int at) {
    return new Section(
        table.getInt(at),
        table.getInt(at + 4),
        bytes.word(table, at + 16, at + 24),
        bytes.word(table, at + 20, at + 32),
        table.getInt(at + (bytes.isWide() ? 40 : 24)));
  }

  /** The first section with this name. */
  Optional<Section> named(String name) {
    byte[] wanted = (name + "\0").getBytes(StandardCharsets.UTF_8);
    return sections.stream().filter(s -> ElfBytes.startsWith(names, s.name(), wanted)).findFirst();
  }

  /** The first section of this type. */
  Optional<Section> ofType(int type) {
    return sections.stream().filter(s -> s.type() == type).findFirst();
  }

  /** The section that another one names as its companion, such as the strings of a symbol table. */
  Section linked(Section section) throws BadElf {
    if (section.link() < 0 || section.link() >= sections.size()) {
      throw new BadElf("a section is linked to section %d".formatted(section.link()));
    }
    return sections.get(section.link());
  }

  /** The bytes of a section. */
  ByteBuffer contents(Section section, String what) throws IOException {
    return contents(bytes, section, what);
  }

  private static ByteBuffer contents(ElfBytes bytes, Section section, String what)
      throws IOException {
    boolean empty = section.type() == SHT_NOBITS || section.size() == 0;
    return empty
        ? ByteBuffer.allocate(0)
        : bytes.part(section.offset(), section.size(), "table of " + what);
  }
}
