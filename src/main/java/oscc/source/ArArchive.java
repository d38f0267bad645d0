package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The members of an ar archive, one after the other; ar(5). Debian packages are such archives. */
final class ArArchive {
  private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_SIZE = 60;
  private static final int NAME_LENGTH = 16;
  private static final int SIZE_AT = 48;
  private static final int SIZE_LENGTH = 10;

  private final ArchiveInput in;
  private Bounded data;
  private long padding;

  private ArArchive(ArchiveInput in) {
    this.in = in;
    this.data = new Bounded(in, 0);
  }

  static ArArchive open(ArchiveInput in) throws IOException {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw in.bad("it is no Debian package", "expected an ar archive");
    }
    return new ArArchive(in);
  }

  /** The name of the next member, whose bytes are then {@link #data}; empty after the last. */
  Optional<String> next() throws IOException {
    in.leaveOut(data.left() + padding);
    byte[] header = in.readNBytes(HEADER_SIZE);
    if (header.length == 0) {
      return Optional.empty();
    }
    if (header.length < HEADER_SIZE || header[58] != '`' || header[59] != '\n') {
      throw in.bad("the header of a member is malformed", "get or make the package again");
    }
    String size = text(header, SIZE_AT, SIZE_LENGTH);
    if (!size.matches("[0-9]+")) {
      throw in.bad("the size of a member is `%s`".formatted(size), "get the package again");
    }
    data = new Bounded(in, Long.parseLong(size));
    padding = data.left() & 1;
    String name = text(header, 0, NAME_LENGTH);
    String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    in.at(plain);
    return Optional.of(plain);
  }

  private static String text(byte[] header, int at, int length) {
    return new String(header, at, length, StandardCharsets.ISO_8859_1).strip();
  }

  /** The bytes of the current member. */
  InputStream data() {
    return data;
  }
}
