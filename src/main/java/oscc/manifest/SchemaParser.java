package oscc.manifest;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import oscc.json.JsonValue;

/** Reads our schema file into {@link SchemaNode}s. */
final class SchemaParser {
  private static final String DEFS = "#/$defs/";
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$id",
          "$defs",
          "$ref",
          "title",
          "description",
          "examples",
          "default",
          "type",
          "properties",
          "additionalProperties",
          "items",
          "required",
          "enum",
          "pattern",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "x-oscc-words",
          "x-oscc-later",
          "x-oscc-exactly-one",
          "x-oscc-only-with",
          "x-oscc-shape",
          "x-oscc-noun",
          "x-oscc-merge",
          "x-oscc-partial");

  /** What a manifest that is laid over another need not hold to. */
  private static final Set<String> OF_WHOLES =
      Set.of("required", "x-oscc-exactly-one", "x-oscc-only-with");

  private final JsonValue.Obj top;
  private final JsonValue.Obj defs;

  private SchemaParser(JsonValue.Obj top) {
    this.top = top;
    this.defs = (JsonValue.Obj) top.find("$defs").orElseThrow();
  }

  /** The schema whose file has this tree. */
  static SchemaNode parse(JsonValue root) {
    JsonValue.Obj top = (JsonValue.Obj) root;
    return new SchemaParser(top).node(top);
  }

  private SchemaNode node(JsonValue.Obj written) {
    JsonValue.Obj node = resolve(written);
    node.members().keySet().forEach(SchemaParser::known);
    if (node.find("x-oscc-partial").isPresent()) {
      return node(partial(top));
    }
    return new SchemaNode(
        types(node),
        properties(node),
        child(node, "additionalProperties"),
        child(node, "items"),
        strings(node, "required"),
        strings(node, "enum").isEmpty() ? strings(node, "x-oscc-words") : strings(node, "enum"),
        strings(node, "x-oscc-later"),
        strings(node, "x-oscc-exactly-one"),
        onlyWith(node),
        text(node, "pattern").map(Pattern::compile),
        text(node, "x-oscc-shape").orElse(""),
        text(node, "x-oscc-noun").orElse(""),
        example(node),
        range(node, "minimum", "maximum"),
        range(node, "minLength", "maxLength"),
        range(node, "minItems", "maxItems"),
        text(node, "x-oscc-merge").filter(m -> !m.equals("append")).orElse(""),
        node.find("default"));
  }

  /** A manifest without what only a whole one has: keys that are needed, and profiles. */
  private JsonValue.Obj partial(JsonValue.Obj manifest) {
    Map<String, JsonValue> members = new LinkedHashMap<>(manifest.members());
    Map<String, JsonValue> keys = new LinkedHashMap<>(members(manifest, "properties"));
    keys.keySet().removeAll(Set.of("extends", "profiles"));
    members.put("properties", new JsonValue.Obj(keys));
    return loose(new JsonValue.Obj(members));
  }

  /** The same, but that keys may be missing here and below; items that are appended are whole. */
  private JsonValue.Obj loose(JsonValue.Obj written) {
    Map<String, JsonValue> members = new LinkedHashMap<>(resolve(written).members());
    members.keySet().removeAll(OF_WHOLES);
    members.computeIfPresent(
        "additionalProperties", (k, v) -> v instanceof JsonValue.Obj node ? loose(node) : v);
    members.computeIfPresent(
        "properties",
        (k, v) -> {
          Map<String, JsonValue> keys = new LinkedHashMap<>(((JsonValue.Obj) v).members());
          keys.replaceAll((key, value) -> loose((JsonValue.Obj) value));
          return new JsonValue.Obj(keys);
        });
    text(written, "x-oscc-merge")
        .filter(key -> !Set.of("append", SchemaNode.REPLACE).contains(key))
        .ifPresent(
            key -> members.computeIfPresent("items", (k, v) -> loose((JsonValue.Obj) v, key)));
    return new JsonValue.Obj(members);
  }

  private JsonValue.Obj loose(JsonValue.Obj item, String key) {
    Map<String, JsonValue> members = new LinkedHashMap<>(loose(item).members());
    members.put("required", new JsonValue.Arr(List.of(JsonValue.of(key))));
    return new JsonValue.Obj(members);
  }

  private static void known(String keyword) {
    if (!KNOWN.contains(keyword)) {
      throw new IllegalStateException("the schema has a keyword that is not checked: " + keyword);
    }
  }

  /** A definition with what stands beside the reference to it, which comes first. */
  private JsonValue.Obj resolve(JsonValue.Obj node) {
    Optional<String> ref = text(node, "$ref");
    if (ref.isEmpty()) {
      return node;
    }
    String name = ref.get().substring(DEFS.length());
    JsonValue.Obj definition = (JsonValue.Obj) defs.find(name).orElseThrow();
    Map<String, JsonValue> members = new LinkedHashMap<>(definition.members());
    members.putAll(node.members());
    return new JsonValue.Obj(members);
  }

  private static Set<ValueType> types(JsonValue.Obj node) {
    EnumSet<ValueType> types = EnumSet.noneOf(ValueType.class);
    text(node, "type").ifPresent(t -> types.add(ValueType.of(t)));
    strings(node, "type").forEach(t -> types.add(ValueType.of(t)));
    return types;
  }

  private Map<String, SchemaNode> properties(JsonValue.Obj node) {
    return new LazyNodes(members(node, "properties"), this::node);
  }

  private Optional<SchemaNode> child(JsonValue.Obj node, String keyword) {
    return node.find(keyword)
        .filter(JsonValue.Obj.class::isInstance)
        .map(value -> node((JsonValue.Obj) value));
  }

  private static Map<String, String> onlyWith(JsonValue.Obj node) {
    Map<String, String> result = new LinkedHashMap<>();
    members(node, "x-oscc-only-with")
        .forEach((name, value) -> result.put(name, ((JsonValue.Str) value).text()));
    return result;
  }

  private static String example(JsonValue.Obj node) {
    return items(node, "examples").stream()
        .findFirst()
        .map(SchemaParser::scalar)
        .filter(t -> !t.contains("\n"))
        .orElse("");
  }

  private static String scalar(JsonValue value) {
    return switch (value) {
      case JsonValue.Str string -> string.text();
      case JsonValue.Num number -> Long.toString(number.value());
      case JsonValue.Bool bool -> Boolean.toString(bool.value());
      case JsonValue.Null nothing -> "null";
      case JsonValue.Obj object -> "";
      case JsonValue.Arr array -> "";
    };
  }

  private static Map<String, JsonValue> members(JsonValue.Obj node, String keyword) {
    return node.find(keyword).map(v -> ((JsonValue.Obj) v).members()).orElse(Map.of());
  }

  private static Optional<String> text(JsonValue.Obj node, String keyword) {
    return node.find(keyword)
        .map(v -> v instanceof JsonValue.Str string ? string.text() : "")
        .filter(t -> !t.isEmpty());
  }

  private static List<JsonValue> items(JsonValue.Obj node, String keyword) {
    return node.find(keyword)
        .map(v -> v instanceof JsonValue.Arr array ? array.items() : List.<JsonValue>of())
        .orElse(List.of());
  }

  private static List<String> strings(JsonValue.Obj node, String keyword) {
    return items(node, keyword).stream().map(SchemaParser::scalar).toList();
  }

  private static SchemaNode.Range range(JsonValue.Obj node, String least, String most) {
    return new SchemaNode.Range(
        number(node, least).orElse(0L), number(node, most).orElse(Long.MAX_VALUE));
  }

  private static Optional<Long> number(JsonValue.Obj node, String keyword) {
    return node.find(keyword).map(v -> ((JsonValue.Num) v).value());
  }
}
