package oscc.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The records of a pax extended header, {@code LENGTH KEY=VALUE\n} each (POSIX pax, "pax Header
 * Block"). Values are bytes: extended attributes are binary.
 */
final class PaxRecords {
  /** Sparse format 0.0 repeats these two; together they say what format 0.1 says in one record. */
  private static final String SPARSE_OFFSET = "GNU.sparse.offset";

  private static final String SPARSE_LENGTH = "GNU.sparse.numbytes";
  static final String SPARSE_MAP = "GNU.sparse.map";

  static final PaxRecords NONE = new PaxRecords(Map.of());

  private final Map<String, byte[]> values;

  private PaxRecords(Map<String, byte[]> values) {
    this.values = values;
  }

  /** These records with those of {@code text} over them; an empty value takes a record away. */
  PaxRecords and(byte[] text, ArchiveInput in) throws BadArchive {
    Map<String, byte[]> all = new HashMap<>(values);
    StringBuilder map = new StringBuilder();
    for (int at = 0; at < text.length && text[at] != 0; ) {
      // Nine digits at most, so that no length overflows.
      int space = indexOf(text, (byte) ' ', at, Math.min(text.length, at + 10));
      int end = at + length(text, at, space, in);
      int equals = indexOf(text, (byte) '=', space, Math.min(end, text.length));
      if (equals < 0 || end > text.length || text[end - 1] != '\n') {
        throw malformed(in);
      }
      String key = new String(text, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      byte[] value = Arrays.copyOfRange(text, equals + 1, end - 1);
      if (key.equals(SPARSE_OFFSET) || key.equals(SPARSE_LENGTH)) {
        map.append(map.isEmpty() ? "" : ",").append(latin(value));
      } else if (value.length == 0) {
        all.remove(key);
      } else {
        all.put(key, value);
      }
      at = end;
    }
    if (!map.isEmpty()) {
      all.put(SPARSE_MAP, map.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    return new PaxRecords(all);
  }

  private static int indexOf(byte[] text, byte wanted, int from, int end) {
    for (int i = Math.max(from, 0); i < end; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int length(byte[] text, int from, int space, ArchiveInput in) throws BadArchive {
    if (space < 0) {
      throw malformed(in);
    }
    int length = 0;
    for (int i = from; i < space; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw malformed(in);
      }
      length = length * 10 + text[i] - '0';
    }
    if (length <= space - from + 1) {
      throw malformed(in);
    }
    return length;
  }

  private static BadArchive malformed(ArchiveInput in) {
    return in.bad("its extended header is malformed", "make the archive again");
  }

  private static String latin(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  /** The value of a record. */
  Optional<byte[]> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The value of a record that is plain text. */
  Optional<String> text(String key) {
    return find(key).map(PaxRecords::latin);
  }

  /** A whole number that is not negative; fractions are cut off, as time stamps have them. */
  Optional<Long> number(String key, ArchiveInput in) throws BadArchive {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String whole = text.get().replaceFirst("\\..*$", "");
    if (whole.matches("-[0-9]{1,18}")) {
      return Optional.of(-1L);
    }
    if (!whole.matches("[0-9]{1,18}")) {
      throw in.bad("its `%s` is `%s`".formatted(key, text.get()), "expected a number");
    }
    return Optional.of(Long.parseLong(whole));
  }

  /** Hears each record whose key begins with {@code prefix}, and what follows the prefix. */
  void forEach(String prefix, BiConsumer<String, byte[]> hears) {
    values.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        hears.accept(key.substring(prefix.length()), value);
      }
    });
  }
}
