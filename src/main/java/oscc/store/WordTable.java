package oscc.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under keys, in a file of the store that is asked and not read: a key is found by its hash,
 * and only the row that was asked for is looked at.
 */
public final class WordTable {
  /** Of a slot: the hash of a key above, the number of its row, counted from one, below. */
  private static final int HASH_SHIFT = 32;

  private final ByteBuffer slots;
  private final ByteBuffer starts;
  private final Words.Reader rows;
  private final int base;

  private WordTable(ByteBuffer slots, ByteBuffer starts, Words.Reader rows) {
    this.slots = slots;
    this.starts = starts;
    this.rows = rows;
    this.base = rows.position();
  }

  /** Collects rows. */
  public static final class Writer {
    private final List<String> keys = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final Words.Writer rows = new Words.Writer();

    /** Starts the row of a key that no other row has; it is all that is written until the next. */
    public Words.Writer row(String key) {
      keys.add(key);
      starts.add(rows.size());
      rows.text(key);
      return rows;
    }

    /** Writes the table. */
    public void write(Words.Writer out) {
      out.bytes(slots());
      ByteBuffer places = ByteBuffer.allocate(Integer.BYTES * starts.size());
      starts.forEach(places::putInt);
      out.bytes(places.array());
      out.append(rows);
    }

    /** At most two thirds of the slots are taken, so that a search soon meets a free one. */
    private byte[] slots() {
      int count = Math.max(4, Integer.highestOneBit(keys.size() * 3 / 2) * 2);
      ByteBuffer slots = ByteBuffer.allocate(Long.BYTES * count);
      for (int row = 0; row < keys.size(); row++) {
        int hash = keys.get(row).hashCode();
        int slot = first(hash, count);
        while (slots.getLong(slot * Long.BYTES) != 0) {
          slot = (slot + 1) & (count - 1);
        }
        slots.putLong(slot * Long.BYTES, ((long) hash << HASH_SHIFT) | (row + 1));
      }
      return slots.array();
    }
  }

  /** A table in what remains to be read; the reader stands behind it afterwards. */
  public static WordTable read(Words.Reader in) {
    ByteBuffer slots = in.skip(in.count());
    ByteBuffer starts = in.skip(in.count());
    int size = in.count();
    Words.Reader rows = in.from(in.position());
    in.skip(size);
    return new WordTable(slots, starts, rows);
  }

  /** Spreads hashes that differ in few bits; the count is a power of two. */
  private static int first(int hash, int count) {
    return (hash ^ (hash >>> 16)) & (count - 1);
  }

  /** How many rows there are. */
  public int size() {
    return starts.capacity() / Integer.BYTES;
  }

  /** The row of a key, or a negative number. */
  public int indexOf(String key) {
    int hash = key.hashCode();
    int count = slots.capacity() / Long.BYTES;
    for (int slot = first(hash, count); ; slot = (slot + 1) & (count - 1)) {
      long entry = slots.getLong(slot * Long.BYTES);
      if (entry == 0) {
        return -1;
      }
      int row = (int) entry - 1;
      if ((int) (entry >>> HASH_SHIFT) == hash && row(row).text().equals(key)) {
        return row;
      }
    }
  }

  /** The words of a row, its key the first of them. */
  public Words.Reader row(int index) {
    return rows.from(base + starts.getInt(index * Integer.BYTES));
  }
}
