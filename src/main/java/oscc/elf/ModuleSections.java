package oscc.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What kernel modules keep in their sections; {@code include/linux/module.h}. */
final class ModuleSections {
  /** Versioned kernels have one such symbol for each symbol that a module exports. */
  private static final byte[] CRC_PREFIX = "__crc_".getBytes(StandardCharsets.UTF_8);

  /** Kernels without symbol versions have these alone. */
  private static final byte[] EXPORT_PREFIX = "__ksymtab_".getBytes(StandardCharsets.UTF_8);

  /**
   * Several times what the kernel itself exports; names may overlap, so the size bounds nothing.
   */
  private static final int MAX_EXPORTS = 100_000;

  private final Sections sections;
  private final boolean wide;

  ModuleSections(Sections sections, boolean wide) {
    this.sections = sections;
    this.wide = wide;
  }

  /** The strings of {@code .modinfo}, in order. */
  List<String> modinfo() throws IOException {
    Optional<Sections.Section> section = sections.named(".modinfo");
    if (section.isEmpty()) {
      return List.of();
    }
    ByteBuffer table = sections.contents(section.get(), "module information");
    List<String> strings = new ArrayList<>();
    int start = 0;
    for (int end = 0; end < table.limit(); end++) {
      if (table.get(end) == 0) {
        if (end > start) {
          strings.add(ElfBytes.text(table, start, end));
        }
        start = end + 1;
      }
    }
    if (start < table.limit()) {
      throw new BadElf("its module information does not end with NUL");
    }
    return strings;
  }

  /**
   * What depmod puts into {@code modules.symbols}: the symbols that have a version, else those that
   * have an entry in the export table.
   */
  List<String> exports() throws IOException {
    Optional<Sections.Section> symbols = sections.ofType(Sections.SHT_SYMTAB);
    if (symbols.isEmpty()) {
      return List.of();
    }
    ByteBuffer table = sections.contents(symbols.get(), "symbols");
    ByteBuffer strings = sections.contents(sections.linked(symbols.get()), "symbol names");
    List<String> versioned = namesAfter(CRC_PREFIX, table, strings);
    return versioned.isEmpty() ? namesAfter(EXPORT_PREFIX, table, strings) : versioned;
  }

  private List<String> namesAfter(byte[] prefix, ByteBuffer table, ByteBuffer strings)
      throws IOException {
    SortedSet<String> names = new TreeSet<>();
    int entrySize = wide ? 24 : 16;
    for (int at = 0; at + entrySize <= table.limit(); at += entrySize) {
      int name = table.getInt(at);
      if (ElfBytes.startsWith(strings, name, prefix)) {
        names.add(ElfBytes.terminated(strings, name + prefix.length, "symbol name"));
      }
      if (names.size() > MAX_EXPORTS) {
        throw new BadElf("it exports more than %d symbols".formatted(MAX_EXPORTS));
      }
    }
    return List.copyOf(names);
  }
}
