package oscc.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.json.JsonValue;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Kind;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

/**
 * Says what a manifest leaves to its defaults, key by key in the order of the schema. What oscc
 * chooses while it builds, such as a user's id, is no default.
 */
final class Defaults {
  /** The place of a value that nobody wrote. */
  static final SourceText NOWHERE = new SourceText("default", "");

  private static final Span SPAN = new Span(NOWHERE, 0, 0);
  private static final Set<String> COMPOSING = Set.of("extends", "profiles");

  private Defaults() {}

  /** A manifest that passed every check, without what says of which files it was made. */
  static Mapping fill(Fields root, SchemaNode schema) {
    Mapping written = (Mapping) root.site().node();
    List<Entry> entries = new ArrayList<>(fill(written, schema).entries());
    entries.removeIf(e -> COMPOSING.contains(e.key().text()));
    entries.replaceAll(e -> e.key().text().equals("network") ? named(e, root) : e);
    return new Mapping(entries, false, written.span(), written.head());
  }

  /** The one default that is another key's value. */
  private static Entry named(Entry network, Fields root) {
    Mapping mapping = (Mapping) network.value();
    if (mapping.find("hostname").isPresent()) {
      return network;
    }
    List<Entry> entries = new ArrayList<>(mapping.entries());
    entries.addFirst(entry("hostname", JsonValue.of(root.text("name").orElseThrow())));
    return new Entry(network.key(), new Mapping(entries, false, mapping.span(), mapping.head()));
  }

  private static YamlNode fill(YamlNode node, SchemaNode schema) {
    return switch (node) {
      case Mapping mapping -> fill(mapping, schema);
      case Sequence list ->
          new Sequence(
              list.items().stream().map(i -> fill(i, schema.item())).toList(),
              list.flow(),
              list.span(),
              list.head());
      case Scalar scalar -> scalar;
      case YamlNode.Tagged tagged -> throw new IllegalStateException("a tag " + tagged.span());
    };
  }

  private static Mapping fill(Mapping mapping, SchemaNode schema) {
    List<Entry> entries = new ArrayList<>();
    Set<String> known = new HashSet<>(schema.properties().keySet());
    for (Map.Entry<String, SchemaNode> property : schema.properties().entrySet()) {
      String key = property.getKey();
      Optional<Entry> written = mapping.find(key);
      if (written.isPresent()) {
        entries.add(filled(written.get(), property.getValue()));
      } else if (fits(key, mapping, schema)) {
        absent(key, property.getValue()).ifPresent(entries::add);
      }
    }
    mapping.entries().stream()
        .filter(e -> !known.contains(e.key().text()))
        .forEach(e -> entries.add(filled(e, schema.under(e.key().text()))));
    return new Mapping(entries, false, mapping.span(), mapping.head());
  }

  private static Entry filled(Entry entry, SchemaNode schema) {
    return new Entry(entry.key(), fill(entry.value(), schema));
  }

  private static boolean fits(String key, Mapping mapping, SchemaNode schema) {
    Optional<String> partner = Optional.ofNullable(schema.onlyWith().get(key));
    return !schema.exactlyOne().contains(key)
        && partner.map(p -> mapping.find(p).isPresent()).orElse(true);
  }

  /** A default, or a mapping of those; one with keys that must be given means something else. */
  private static Optional<Entry> absent(String key, SchemaNode schema) {
    if (schema.unless().isPresent()) {
      return schema.unless().map(value -> entry(key, value));
    }
    boolean section = schema.types().equals(Set.of(ValueType.MAPPING));
    if (!section || !schema.required().isEmpty() || !schema.exactlyOne().isEmpty()) {
      return Optional.empty();
    }
    Mapping filled = fill(new Mapping(List.of(), false, SPAN), schema);
    boolean kept = !filled.entries().isEmpty() || key.equals("network");
    return kept ? Optional.of(new Entry(key(key), filled)) : Optional.empty();
  }

  private static Entry entry(String key, JsonValue value) {
    return new Entry(key(key), node(value));
  }

  private static Scalar key(String text) {
    return new Scalar(text, Kind.STRING, SPAN);
  }

  private static YamlNode node(JsonValue value) {
    return switch (value) {
      case JsonValue.Str string -> new Scalar(string.text(), Kind.STRING, SPAN);
      case JsonValue.Num number -> new Scalar("" + number.value(), Kind.INTEGER, SPAN);
      case JsonValue.Bool bool -> new Scalar("" + bool.value(), Kind.BOOLEAN, SPAN);
      case JsonValue.Null nothing -> new Scalar("null", Kind.NULL, SPAN);
      case JsonValue.Arr array ->
          new Sequence(array.items().stream().map(Defaults::node).toList(), false, SPAN);
      case JsonValue.Obj object ->
          new Mapping(
              object.members().entrySet().stream()
                  .map(e -> entry(e.getKey(), e.getValue()))
                  .toList(),
              false,
              SPAN);
    };
  }
}
