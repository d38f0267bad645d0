package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import oscc.fstree.Attributes;
import oscc.fstree.Mode;

/**
 * Reads the entries of a tar archive: v7, ustar, pax and GNU with their sparse formats; tar(5).
 * Extended attributes are kept as bytes and nothing is taken that is not understood.
 */
final class TarReader {
  private static final String EXPECTED =
      "expected a tar, plain or compressed with gzip, xz, zstd or bzip2";
  private static final int MAX_NAME = 1 << 16;
  private static final int MAX_PAX = 1 << 22;

  private final ArchiveInput in;
  private PaxRecords global = PaxRecords.NONE;
  private Bounded data;
  private long padding;
  private boolean begun;

  TarReader(ArchiveInput in) {
    this.in = in;
    this.data = new Bounded(in, 0);
  }

  /** The next entry, after whatever is left of the one before it; empty after the last. */
  Optional<TarEntry> next() throws IOException {
    in.leaveOut(data.left());
    in.leaveOut(padding);
    announce(0);
    return new Lead().read();
  }

  /** The bytes of the current entry that the archive holds, one stretch after the other. */
  InputStream data() {
    return data;
  }

  private void announce(long size) throws BadArchive {
    if (size < 0 || size > Long.MAX_VALUE - TarHeader.SIZE) {
      throw in.bad("its size is %d".formatted(size), "get or make the archive again");
    }
    data = new Bounded(in, size);
    padding = -size & (TarHeader.SIZE - 1);
  }

  /** The whole of a small entry that describes another one. */
  private byte[] payload(TarHeader header, int limit) throws IOException {
    long size = header.size();
    if (size < 0 || size > limit) {
      throw in.bad(
          "the header after it announces %d bytes of names or attributes".formatted(size),
          "get or make the archive again");
    }
    byte[] bytes = in.exactly((int) size);
    in.leaveOut(-size & (TarHeader.SIZE - 1));
    return bytes;
  }

  /** A wrong first header means that this never was a tar. */
  private TarHeader header(byte[] block) throws BadArchive {
    try {
      TarHeader header = TarHeader.of(block, in);
      begun = true;
      return header;
    } catch (BadArchive e) {
      throw begun ? e : in.bad("it does not begin as a tar archive does", EXPECTED);
    }
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** After the end marker only zeros may follow: anything else would be left out silently. */
  private void checkEnd() throws IOException {
    in.at("");
    byte[] buffer = new byte[1 << 14];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] != 0) {
          throw in.bad(
              "something follows the end of the archive",
              "archives that were joined must be packed again as one");
        }
      }
    }
  }

  /** The headers that lead to one entry. */
  private final class Lead {
    private PaxRecords local = PaxRecords.NONE;
    private boolean hasLocal;
    private Optional<byte[]> longName = Optional.empty();
    private Optional<byte[]> longLink = Optional.empty();

    Optional<TarEntry> read() throws IOException {
      while (true) {
        byte[] block = in.readNBytes(TarHeader.SIZE);
        if (block.length < TarHeader.SIZE) {
          throw in.bad("the archive has no end marker", "it is truncated: get or make it again");
        }
        if (isZero(block)) {
          checkEnd();
          return Optional.empty();
        }
        TarHeader header = header(block);
        if (!isAnnouncement(header)) {
          return Optional.of(entry(header));
        }
      }
    }

    private boolean isAnnouncement(TarHeader header) throws IOException {
      switch (header.type()) {
        case 'g' -> global = global.and(payload(header, MAX_PAX), in);
        case 'x', 'X' -> {
          local = global.and(payload(header, MAX_PAX), in);
          hasLocal = true;
        }
        case 'L' -> longName = Optional.of(untilNul(payload(header, MAX_NAME)));
        case 'K' -> longLink = Optional.of(untilNul(payload(header, MAX_NAME)));
        case 'V' -> payload(header, MAX_PAX);
        default -> {
          return false;
        }
      }
      return true;
    }

    private TarEntry entry(TarHeader header) throws IOException {
      PaxRecords pax = hasLocal ? local : global;
      byte[] rawName =
          longName
              .or(() -> pax.find("GNU.sparse.name"))
              .or(() -> pax.find("path"))
              .orElseGet(header::name);
      String name = text(rawName, "name");
      in.at(name);
      TarEntry.Type type = type(header, name);
      String link =
          text(longLink.or(() -> pax.find("linkpath")).orElseGet(header::linkName), "target");
      SparseMap map = type == TarEntry.Type.FILE ? map(header, pax) : SparseMap.whole(0);
      if (header.type() == 'D') {
        announce(pax.number("size", in).orElse(header.size()));
      }
      return new TarEntry(
          name,
          type,
          attributes(header, pax),
          link,
          device(pax.number("SCHILY.devmajor", in).orElse(header.major()), type),
          device(pax.number("SCHILY.devminor", in).orElse(header.minor()), type),
          map);
    }

    private long device(long number, TarEntry.Type type) {
      boolean isDevice =
          type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
      return isDevice ? number : 0;
    }

    private TarEntry.Type type(TarHeader header, String name) throws BadArchive {
      return switch (header.type()) {
        case '0', '7', 'S' -> TarEntry.Type.FILE;
        // Before POSIX a folder was a file whose name ends with a slash.
        case 0 -> name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
        case '1' -> TarEntry.Type.HARD_LINK;
        case '2' -> TarEntry.Type.SYMLINK;
        case '3' -> TarEntry.Type.CHARACTER_DEVICE;
        case '4' -> TarEntry.Type.BLOCK_DEVICE;
        case '5', 'D' -> TarEntry.Type.DIRECTORY;
        case '6' -> TarEntry.Type.FIFO;
        default ->
            throw in.bad(
                "its type `%c` is not known".formatted((char) (header.type() & 0xff)),
                "pack it with `tar --format=pax`");
      };
    }

    private Attributes attributes(TarHeader header, PaxRecords pax) throws BadArchive {
      long uid = pax.number("uid", in).orElse(header.uid());
      long gid = pax.number("gid", in).orElse(header.gid());
      if (uid < 0 || uid > 0xffff_ffffL || gid < 0 || gid > 0xffff_ffffL) {
        throw in.bad("its owner is %d:%d".formatted(uid, gid), "expected 0 to 4294967295");
      }
      long mtime = pax.number("mtime", in).orElse(header.mtime());
      // squashfs and newc have 32 unsigned bits for it.
      long kept = Math.clamp(mtime, 0, 0xffff_ffffL);
      return new Attributes(new Mode(header.mode()), uid, gid, kept, PaxXattrs.of(pax, in));
    }

    private SparseMap map(TarHeader header, PaxRecords pax) throws IOException {
      if (pax.find("SCHILY.realsize").isPresent()) {
        throw in.bad("it is sparse in star's format", "pack it with GNU tar or bsdtar");
      }
      long stored = pax.number("size", in).orElse(header.size());
      SparseMap.Builder map = new SparseMap.Builder(in);
      if (header.type() == 'S') {
        header.addSparsePairs(map);
        boolean more = header.hasMoreSparseBlocks();
        while (more) {
          more = TarHeader.addSparseBlock(in.exactly(TarHeader.SIZE), map, in);
        }
        announce(stored);
        return map.build(header.realSize(), stored);
      }
      announce(stored);
      if (pax.text("GNU.sparse.major").equals(Optional.of("1"))) {
        readMap(map);
        return map.build(realSize(pax), data.left());
      }
      Optional<String> text = pax.text(PaxRecords.SPARSE_MAP);
      if (text.isEmpty()) {
        return SparseMap.whole(stored);
      }
      addPairs(text.get(), map);
      return map.build(realSize(pax), stored);
    }

    private long realSize(PaxRecords pax) throws BadArchive {
      Optional<Long> size = pax.number("GNU.sparse.realsize", in);
      return (size.isPresent() ? size : pax.number("GNU.sparse.size", in)).orElse(-1L);
    }

    private void addPairs(String text, SparseMap.Builder map) throws BadArchive {
      String[] numbers = text.split(",", -1);
      for (int i = 0; i + 1 < numbers.length; i += 2) {
        map.add(decimal(numbers[i]), decimal(numbers[i + 1]));
      }
    }

    /** Sparse format 1.0: the map stands before the data, a decimal number in each line. */
    private void readMap(SparseMap.Builder map) throws IOException {
      long before = data.left();
      long count = line();
      for (long i = 0; i < count; i++) {
        long at = line();
        map.add(at, line());
      }
      long rest = -(before - data.left()) & (TarHeader.SIZE - 1);
      data.skipNBytes(Math.min(rest, data.left()));
    }

    private long line() throws IOException {
      StringBuilder digits = new StringBuilder();
      for (int c = data.read(); c != '\n'; c = data.read()) {
        if (c < 0 || digits.length() > 20) {
          throw in.bad("its sparse map is malformed", "make the archive again");
        }
        digits.append((char) c);
      }
      return decimal(digits.toString());
    }

    private long decimal(String digits) throws BadArchive {
      if (!digits.matches("[0-9]{1,18}")) {
        throw in.bad("its sparse map is malformed", "make the archive again");
      }
      return Long.parseLong(digits);
    }

    private byte[] untilNul(byte[] bytes) {
      int end = 0;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      return Arrays.copyOf(bytes, end);
    }

    private String text(byte[] bytes, String what) throws BadArchive {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        in.at(new String(bytes, StandardCharsets.ISO_8859_1));
        BadArchive bad =
            in.bad("its %s is not UTF-8".formatted(what), "rename it and make the archive again");
        bad.initCause(e);
        throw bad;
      }
    }
  }
}
