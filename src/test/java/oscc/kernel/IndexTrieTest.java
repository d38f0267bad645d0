package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IndexTrieTest {
  /** Magic, version 2.1, and the place and parts of the root node. */
  private static final String HEAD = "b007f457 00020001 ";

  private static String hex(IndexTrie trie) {
    return HexFormat.of().formatHex(trie.bytes());
  }

  private static String bytes(String spaced) {
    return spaced.replaceAll("\\s", "");
  }

  @Test
  void an_empty_index_is_a_root_with_no_parts() {
    assertThat(hex(new IndexTrie())).isEqualTo(bytes(HEAD + "0000000c"));
  }

  @Test
  void a_key_is_a_child_of_the_root_by_its_first_character() {
    IndexTrie trie = new IndexTrie();

    trie.insert("loop", "x", 7);

    String loop = "6f6f7000" + "00000001" + "00000007" + "7800"; // "oop", one value, 7, "x"
    String root = "6c 6c c000000c"; // from 'l' to 'l': a node with prefix and values at 12
    assertThat(hex(trie)).isEqualTo(bytes(HEAD + "2000001a" + loop + root));
  }

  @Test
  void keys_that_part_share_a_node_and_gaps_between_children_are_zero() {
    IndexTrie trie = new IndexTrie();

    trie.insert("aba", "", 0);
    trie.insert("abc", "", 0);

    String leaf = "00000001 00000000 00"; // one value, priority 0, ""
    String shared = "6200 61 63 4000000c 00000000 40000015"; // "b", from 'a' to 'c'
    String root = "61 61 a000001e";
    assertThat(hex(trie)).isEqualTo(bytes(HEAD + "2000002e" + leaf + leaf + shared + root));
  }

  @Test
  void values_stand_by_priority_and_equal_ones_last_first() {
    IndexTrie trie = new IndexTrie();

    trie.insert("", "b", 2);
    trie.insert("", "a", 1);
    trie.insert("", "c", 2);

    assertThat(hex(trie))
        .isEqualTo(bytes(HEAD + "4000000c 00000003 00000001 6100 00000002 6300 00000002 6200"));
  }

  @Test
  void a_key_that_is_the_beginning_of_another_keeps_its_value() {
    IndexTrie trie = new IndexTrie();

    trie.insert("virtio_blk", "long", 1);
    trie.insert("virtio", "short", 2);

    assertThat(TrieReader.read(trie.bytes()))
        .isEqualTo(Map.of("virtio_blk", List.of("1 long"), "virtio", List.of("2 short")));
  }

  @Test
  void a_key_beyond_ascii_is_left_out() {
    IndexTrie trie = new IndexTrie();

    trie.insert("m\u00fc", "x", 1);

    assertThat(TrieReader.read(trie.bytes())).isEmpty();
  }

  @Test
  void what_is_read_is_what_was_written_whatever_the_order() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      Map<String, List<String>> entries = new TreeMap<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        String key =
            random
                .ints(random.nextInt(6), 'a', 'd')
                .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
                .toString();
        entries.put(key, List.of("%d v%d".formatted(i, i)));
      }
      IndexTrie forward = new IndexTrie();
      IndexTrie backward = new IndexTrie();
      List<Map.Entry<String, List<String>>> list = List.copyOf(entries.entrySet());
      list.forEach(e -> insert(forward, e));
      list.reversed().forEach(e -> insert(backward, e));

      assertThat(TrieReader.read(forward.bytes())).isEqualTo(entries);
      assertThat(backward.bytes()).isEqualTo(forward.bytes());
    }
  }

  private static void insert(IndexTrie trie, Map.Entry<String, List<String>> entry) {
    String[] value = entry.getValue().getFirst().split(" ", 2);
    trie.insert(entry.getKey(), value[1], Integer.parseInt(value[0]));
  }
}
