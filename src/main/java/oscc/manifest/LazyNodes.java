package oscc.manifest;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import oscc.json.JsonValue;

/**
 * The properties of a schema, each read when it is first asked for: a manifest has a few of the
 * hundreds that there are.
 */
final class LazyNodes extends AbstractMap<String, SchemaNode> {
  private final Map<String, JsonValue> written;
  private final Function<JsonValue.Obj, SchemaNode> reading;
  private final Map<String, SchemaNode> read = new ConcurrentHashMap<>();

  /**
   * @param written in the schema's order; nobody changes them any more
   */
  LazyNodes(Map<String, JsonValue> written, Function<JsonValue.Obj, SchemaNode> reading) {
    this.written = written;
    this.reading = reading;
  }

  @Override
  public @Nullable SchemaNode get(Object key) {
    return key instanceof String name && written.get(name) instanceof JsonValue.Obj node
        ? node(name, node)
        : null;
  }

  private SchemaNode node(String name, JsonValue.Obj node) {
    SchemaNode known = read.get(name);
    if (known != null) {
      return known;
    }
    SchemaNode fresh = reading.apply(node);
    read.put(name, fresh);
    return fresh;
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String name && written.containsKey(name);
  }

  @Override
  public Set<Entry<String, SchemaNode>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, SchemaNode>> iterator() {
        return written.entrySet().stream()
            .map(e -> Map.entry(e.getKey(), node(e.getKey(), (JsonValue.Obj) e.getValue())))
            .iterator();
      }

      @Override
      public int size() {
        return written.size();
      }
    };
  }
}
