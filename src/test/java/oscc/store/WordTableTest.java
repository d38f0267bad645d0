package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordTableTest {
  @Test
  void every_row_is_found_by_its_key_and_by_its_place() {
    for (int size : new int[] {0, 1, 2, 3, 5, 1000}) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        keys.add("/usr/share/doc/" + i * 31);
      }

      WordTable table = stored(keys);

      assertThat(table.size()).isEqualTo(size);
      for (int i = 0; i < size; i++) {
        assertThat(table.indexOf(keys.get(i))).isEqualTo(i);
        Words.Reader row = table.row(i);
        assertThat(row.text()).isEqualTo(keys.get(i));
        assertThat(row.number()).isEqualTo(i * 7L);
      }
      assertThat(table.indexOf("/usr/share/doc/x")).isNegative();
    }
  }

  @Test
  void keys_with_equal_hashes_are_told_apart() {
    assertThat("Aa").hasSameHashCodeAs("BB");

    WordTable table = stored(List.of("Aa", "BB"));

    assertThat(table.indexOf("Aa")).isZero();
    assertThat(table.indexOf("BB")).isEqualTo(1);
    assertThat(stored(List.of("Aa")).indexOf("BB")).isNegative();
  }

  @Test
  void what_follows_a_table_is_read_after_it() {
    Words.Writer out = new Words.Writer();
    new WordTable.Writer().write(out);
    out.text("behind");
    Words.Reader in = new Words.Reader(ByteBuffer.wrap(out.toByteArray()));

    WordTable.read(in);

    assertThat(in.text()).isEqualTo("behind");
  }

  private static WordTable stored(List<String> keys) {
    WordTable.Writer rows = new WordTable.Writer();
    for (int i = 0; i < keys.size(); i++) {
      rows.row(keys.get(i)).number(i * 7L);
    }
    Words.Writer out = new Words.Writer();
    rows.write(out);
    return WordTable.read(new Words.Reader(ByteBuffer.wrap(out.toByteArray())));
  }
}
