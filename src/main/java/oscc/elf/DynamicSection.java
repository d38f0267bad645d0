package oscc.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the table of tags and values that the loader reads; elf(5), "Dynamic tags". */
final class DynamicSection {
  /** Strings of this table may overlap, so that its size alone bounds nothing. */
  private static final int MAX_TAGS = 10_000;

  private static final int DT_NULL = 0;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_STRSZ = 10;
  private static final int DT_SONAME = 14;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;

  private final ElfBytes bytes;
  private final List<Tag> tags;

  private record Tag(long tag, long value) {}

  /** Turns an address of the running program into an offset in the file. */
  @FunctionalInterface
  interface AddressMap {
    long offsetOf(long address) throws IOException;
  }

  private DynamicSection(ElfBytes bytes, List<Tag> tags) {
    this.bytes = bytes;
    this.tags = tags;
  }

  static Dynamic read(ElfBytes bytes, ElfFile.Segment segment, AddressMap addresses)
      throws IOException {
    ByteBuffer table = bytes.part(segment.offset(), segment.size(), "dynamic section");
    int entrySize = bytes.isWide() ? 16 : 8;
    List<Tag> tags = new ArrayList<>();
    for (int at = 0; at + entrySize <= table.limit(); at += entrySize) {
      Tag tag = new Tag(bytes.word(table, at, at), bytes.word(table, at + 4, at + 8));
      if (tag.tag() == DT_NULL) {
        break;
      }
      if (tags.size() == MAX_TAGS) {
        throw new BadElf("its dynamic section has more than %d entries".formatted(MAX_TAGS));
      }
      tags.add(tag);
    }
    return new DynamicSection(bytes, tags).dynamic(addresses);
  }

  private Dynamic dynamic(AddressMap addresses) throws IOException {
    List<Long> table = values(DT_STRTAB);
    if (table.isEmpty()) {
      return Dynamic.NONE;
    }
    long start = addresses.offsetOf(table.getFirst());
    List<Long> sizes = values(DT_STRSZ);
    long end = sizes.isEmpty() ? Long.MAX_VALUE : start + sizes.getFirst();
    List<String> sonames = strings(DT_SONAME, start, end);
    List<String> runpath = strings(DT_RUNPATH, start, end);
    List<String> search = runpath.isEmpty() ? strings(DT_RPATH, start, end) : runpath;
    return new Dynamic(
        sonames.stream().findFirst(),
        strings(DT_NEEDED, start, end),
        search.stream().findFirst().map(DynamicSection::folders).orElse(List.of()));
  }

  private List<Long> values(int tag) {
    return tags.stream().filter(t -> t.tag() == tag).map(Tag::value).toList();
  }

  private List<String> strings(int tag, long start, long end) throws IOException {
    List<String> strings = new ArrayList<>();
    for (long offset : values(tag)) {
      strings.add(bytes.string(start + offset, end, "dynamic section"));
    }
    return strings;
  }

  private static List<String> folders(String searchPath) {
    return List.of(searchPath.split(":", -1)).stream().filter(f -> !f.isEmpty()).toList();
  }
}
