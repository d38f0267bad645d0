package oscc.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The binary index that kmod and udev look names up in: a radix tree, see
 * docs/format/module-index.md. Writes the same bytes as depmod(8) of kmod 30 does.
 */
final class IndexTrie {
  private static final int MAGIC = 0xb007f457;
  private static final int VERSION = 0x0002_0001;

  /** Parts that a node has; in the upper bits of the offset that leads to it. */
  private static final int HAS_PREFIX = 0x8000_0000;

  private static final int HAS_VALUES = 0x4000_0000;
  private static final int HAS_CHILDREN = 0x2000_0000;

  /** Characters from here on cannot stand in a key. */
  private static final char CHARACTER_LIMIT = 128;

  private final Node root = new Node("");

  /** One value of a key; the smaller priority is found first. */
  private record Value(String text, int priority) {}

  private static final class Node {
    private String prefix;
    private SortedMap<Character, Node> children = new TreeMap<>();
    private List<Value> values = new ArrayList<>();

    Node(String prefix) {
      this.prefix = prefix;
    }

    /** Moves all of this but the first {@code length} characters of the prefix into a child. */
    void split(int length) {
      Node child = new Node(prefix.substring(length + 1));
      child.children = children;
      child.values = values;
      char first = prefix.charAt(length);
      prefix = prefix.substring(0, length);
      children = new TreeMap<>();
      children.put(first, child);
      values = new ArrayList<>();
    }

    void add(Value value) {
      int at = 0;
      while (at < values.size() && values.get(at).priority() < value.priority()) {
        at++;
      }
      // Among equals the last to come stands first, as depmod has it.
      values.add(at, value);
    }
  }

  /** Adds a value to a key. A key that the format cannot hold is left out. */
  void insert(String key, String value, int priority) {
    if (key.chars().anyMatch(c -> c == 0 || c >= CHARACTER_LIMIT)) {
      return;
    }
    Node node = root;
    int at = 0;
    while (true) {
      int common = commonPrefix(node.prefix, key, at);
      if (common < node.prefix.length()) {
        node.split(common);
      }
      at += common;
      if (at == key.length()) {
        node.add(new Value(value, priority));
        return;
      }
      String rest = key.substring(at + 1);
      node = node.children.computeIfAbsent(key.charAt(at), c -> new Node(rest));
      at++;
    }
  }

  private static int commonPrefix(String prefix, String key, int from) {
    int length = 0;
    while (length < prefix.length()
        && from + length < key.length()
        && prefix.charAt(length) == key.charAt(from + length)) {
      length++;
    }
    return length;
  }

  /** The bytes of the index. */
  byte[] bytes() {
    Output out = new Output();
    out.int32(MAGIC);
    out.int32(VERSION);
    out.int32(0);
    int start = write(root, out);
    byte[] bytes = out.toByteArray();
    ByteBuffer.wrap(bytes).putInt(2 * Integer.BYTES, start);
    return bytes;
  }

  /** Writes what is below a node, then the node, and tells the offset that leads to it. */
  private static int write(Node node, Output out) {
    int[] children = writeChildren(node, out);
    int offset = out.size();
    if (!node.prefix.isEmpty()) {
      offset |= HAS_PREFIX;
      out.string(node.prefix);
    }
    if (children.length > 0) {
      offset |= HAS_CHILDREN;
      out.write(node.children.firstKey());
      out.write(node.children.lastKey());
      for (int child : children) {
        out.int32(child);
      }
    }
    if (!node.values.isEmpty()) {
      offset |= HAS_VALUES;
      out.int32(node.values.size());
      for (Value value : node.values) {
        out.int32(value.priority());
        out.string(value.text());
      }
    }
    return offset;
  }

  /** The offset of each character from the first to the last that has a child; 0 for none. */
  private static int[] writeChildren(Node node, Output out) {
    if (node.children.isEmpty()) {
      return new int[0];
    }
    char first = node.children.firstKey();
    int[] offsets = new int[node.children.lastKey() - first + 1];
    node.children.forEach((c, child) -> offsets[c - first] = write(child, out));
    return offsets;
  }

  /** Big-endian numbers and NUL-terminated strings. */
  private static final class Output extends ByteArrayOutputStream {
    void int32(int value) {
      writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void string(String text) {
      writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      write(0);
    }
  }
}
