package oscc.conform;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import oscc.json.JsonReader;
import oscc.json.JsonValue;
import oscc.manifest.Schema;

/**
 * The keys of the schema that hold a value of their own: {@code users[].uid}; a list of words is
 * one key, a mapping with free names has {@code *} for each.
 */
final class SchemaKeys {
  private final JsonValue.Obj root;
  private final SortedSet<String> keys = new TreeSet<>();

  private SchemaKeys(JsonValue.Obj root) {
    this.root = root;
  }

  static SortedSet<String> all() throws Exception {
    SchemaKeys found = new SchemaKeys((JsonValue.Obj) JsonReader.read("schema", Schema.text()));
    found.properties(found.root, "");
    return found.keys;
  }

  private void properties(JsonValue.Obj node, String path) {
    object(node, "properties")
        .members()
        .forEach((key, value) -> {
          String name = path.isEmpty() ? key : path + "." + key;
          walk(resolve((JsonValue.Obj) value), name);
        });
  }

  private void walk(JsonValue.Obj node, String path) {
    JsonValue.Obj items = resolve(object(node, "items"));
    JsonValue.Obj others = resolve(object(node, "additionalProperties"));
    boolean hasParts =
        Stream.of(node, items, others).anyMatch(n -> !object(n, "properties").members().isEmpty());
    // What may be a word instead of a mapping is a key as well.
    if (!hasParts || types(node).size() > 1 || types(items).size() > 1) {
      keys.add(path);
    }
    properties(node, path);
    properties(items, path + "[]");
    properties(others, path + ".*");
  }

  private static List<JsonValue> types(JsonValue.Obj node) {
    return node.find("type")
        .map(t -> t instanceof JsonValue.Arr list ? list.items() : List.of(t))
        .orElse(List.of());
  }

  private static JsonValue.Obj object(JsonValue.Obj node, String key) {
    return node.find(key)
        .filter(v -> v instanceof JsonValue.Obj)
        .map(v -> (JsonValue.Obj) v)
        .orElse(JsonValue.object().build());
  }

  private JsonValue.Obj resolve(JsonValue.Obj node) {
    return node.find("$ref")
        .map(r -> ((JsonValue.Str) r).text().substring("#/$defs/".length()))
        .map(name -> object(object(root, "$defs"), name))
        .orElse(node);
  }
}
