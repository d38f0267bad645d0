package oscc.manifest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oscc.diag.Span;
import oscc.json.JsonValue;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;
import oscc.syntax.YamlText;

/**
 * A manifest as it would be written in one file, with every default; each value knows its place.
 */
public record ResolvedManifest(Mapping root) {

  /** As YAML that describes the same machine, when it lies in the folder of the manifest. */
  public String yaml() {
    return YamlText.render(root, value -> "");
  }

  /** The same with a comment behind each single value that says where it was written. */
  public String yamlWithOrigins() {
    return YamlText.render(root, ResolvedManifest::origin);
  }

  /** As JSON. */
  public JsonValue json() {
    return json(root);
  }

  /** Where each single value was written, by its JSON pointer. */
  public JsonValue origins() {
    Map<String, JsonValue> origins = new TreeMap<>();
    collect(Site.root(root), origins);
    return new JsonValue.Obj(origins);
  }

  private static String origin(Scalar value) {
    Span span = value.span();
    return span.source().equals(Defaults.NOWHERE)
        ? Defaults.NOWHERE.name()
        : "%s:%d".formatted(span.source().name(), span.position().line());
  }

  private static void collect(Site site, Map<String, JsonValue> origins) {
    switch (site.node()) {
      case Mapping mapping -> mapping.entries().forEach(e -> collect(site.entry(e), origins));
      case Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          collect(site.item(list.items().get(i), i), origins);
        }
      }
      case Scalar scalar -> origins.put(site.pointer(), JsonValue.of(origin(scalar)));
      case YamlNode.Tagged tagged -> throw new IllegalStateException("a tag " + tagged.span());
    }
  }

  private static JsonValue json(YamlNode node) {
    return switch (node) {
      case Mapping mapping -> {
        JsonValue.Members members = JsonValue.object();
        for (Entry entry : mapping.entries()) {
          members.with(entry.key().text(), json(entry.value()));
        }
        yield members.build();
      }
      case Sequence list -> new JsonValue.Arr(list(list));
      case Scalar scalar ->
          switch (scalar.kind()) {
            case INTEGER -> JsonValue.of(Integers.parse(scalar.text()).orElseThrow());
            case BOOLEAN -> JsonValue.of(scalar.text().equalsIgnoreCase("true"));
            case STRING -> JsonValue.of(scalar.text());
            case NULL, FLOAT -> throw new IllegalStateException("no key takes " + scalar.text());
          };
      case YamlNode.Tagged tagged -> throw new IllegalStateException("a tag " + tagged.span());
    };
  }

  private static List<JsonValue> list(Sequence list) {
    return list.items().stream().map(ResolvedManifest::json).toList();
  }
}
