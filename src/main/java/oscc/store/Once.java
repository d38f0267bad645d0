package oscc.store;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values that are functions of their keys, each made once in a process, for whichever machine asks
 * first. Threads that ask at the same time may make one twice, and all of them get the same.
 */
public final class Once<K, V> {
  private final Map<K, V> made = new ConcurrentHashMap<>();

  /** Makes a value of which nothing but the key has a part. */
  @FunctionalInterface
  public interface Making<V> {
    V make() throws IOException;
  }

  /** The value of a key. */
  public V get(K key, Making<V> making) throws IOException {
    V known = made.get(key);
    if (known != null) {
      return known;
    }
    V fresh = making.make();
    V first = made.putIfAbsent(key, fresh);
    return first == null ? fresh : first;
  }
}
