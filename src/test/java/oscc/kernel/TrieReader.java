package oscc.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a binary module index: key to {@code priority value}. */
final class TrieReader {
  private final ByteBuffer in;
  private final Map<String, List<String>> entries = new TreeMap<>();

  private TrieReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  static Map<String, List<String>> read(byte[] bytes) {
    TrieReader reader = new TrieReader(bytes);
    if (reader.in.getInt(0) != 0xb007f457 || reader.in.getInt(4) != 0x20001) {
      throw new AssertionError("no module index");
    }
    reader.node(reader.in.getInt(8), "");
    return reader.entries;
  }

  private void node(int place, String path) {
    in.position(place & 0x0fffffff);
    String key = path + ((place & 0x80000000) != 0 ? string() : "");
    List<Integer> children = new ArrayList<>();
    int first = 0;
    if ((place & 0x20000000) != 0) {
      first = in.get();
      int last = in.get();
      for (int c = first; c <= last; c++) {
        children.add(in.getInt());
      }
    }
    if ((place & 0x40000000) != 0) {
      List<String> values = new ArrayList<>();
      for (int i = in.getInt(); i > 0; i--) {
        values.add(in.getInt() + " " + string());
      }
      entries.put(key, values);
    }
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i) != 0) {
        node(children.get(i), key + (char) (first + i));
      }
    }
  }

  private String string() {
    int start = in.position();
    while (in.get() != 0) {}
    return new String(in.array(), start, in.position() - 1 - start, StandardCharsets.ISO_8859_1);
  }
}
