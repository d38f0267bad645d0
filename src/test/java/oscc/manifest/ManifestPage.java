package oscc.manifest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;
import oscc.syntax.Yaml;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

/** Writes {@code docs/manifest.md} from the schema. */
@NullMarked
final class ManifestPage {
  private static final String HEAD =
      """
      # The manifest, version 1

      This page is made from `schema/machine.schema.json`; a test holds it current. Editors that know
      YAML schemas take the first line `# yaml-language-server: $schema=…` with the path of that file,
      which `oscc schema` prints.

      Keys are in snake_case. Unknown keys are errors. Relative paths begin at the manifest's folder.
      YAML 1.2 is read, without anchors and aliases, so every value has one place. The only tags are
      `!remove` and `!replace`, for [manifests that extend others](composition.md).

      """;

  private final Mapping root;
  private final StringBuilder out = new StringBuilder(HEAD);

  private ManifestPage(Mapping root) {
    this.root = root;
  }

  /** The text of the page. */
  static String text() {
    SourceText source = new SourceText("schema", Schema.text());
    ManifestPage page = new ManifestPage((Mapping) Yaml.parse(source, new Report()).orElseThrow());
    page.table("Top level", page.root);
    return page.out.toString();
  }

  private void table(String name, Mapping node) {
    out.append("## ").append(name).append("\n\n");
    list(node, "required").ifPresent(r -> line("Required: " + words(r) + "."));
    list(node, "x-oscc-exactly-one").ifPresent(r -> line("Exactly one of " + words(r) + "."));
    list(node, "x-oscc-later")
        .ifPresent(r -> line("Not supported yet, and refused: " + words(r) + "."));
    out.append("| key | type | default | meaning |\n|---|---|---|---|\n");
    for (Entry entry : properties(node)) {
      row(entry.key().text(), resolve((Mapping) entry.value()));
    }
    out.append('\n');
    for (Entry entry : properties(node)) {
      Mapping value = resolve((Mapping) entry.value());
      String child =
          name.equals("Top level") ? entry.key().text() : name + "." + entry.key().text();
      tableOf(child, value);
      value.find("items").ifPresent(i -> tableOf(child + "[]", resolve((Mapping) i.value())));
      value
          .find("additionalProperties")
          .filter(o -> o.value() instanceof Mapping)
          .ifPresent(o -> tableOf(child + ".NAME", resolve((Mapping) o.value())));
    }
  }

  private void tableOf(String name, Mapping node) {
    if (!properties(node).isEmpty()) {
      table("`" + name.replace("`", "") + "`", node);
    }
  }

  private void line(String text) {
    out.append(text).append("\n\n");
  }

  private void row(String key, Mapping node) {
    String choices =
        list(node, "enum").or(() -> list(node, "x-oscc-words")).map(this::words).orElse("");
    String later =
        list(node, "x-oscc-later")
            .filter(l -> properties(node).isEmpty())
            .map(this::words)
            .orElse("");
    String meaning = text(node, "description");
    if (!choices.isEmpty()) {
      meaning += " One of " + choices + ".";
    }
    if (!later.isEmpty()) {
      meaning += " Not yet: " + later + ".";
    }
    if (node.find("minimum").isPresent()) {
      meaning += " From %s to %s.".formatted(text(node, "minimum"), text(node, "maximum"));
    }
    meaning += " Example: `%s`.".formatted(example(node).replace("|", "\\|"));
    String type = type(node);
    String standard = node.find("default").map(d -> "`" + flow(d.value()) + "`").orElse("");
    out.append("| `%s` | %s | %s | %s |\n".formatted(key, type, standard, meaning));
  }

  private static String type(Mapping node) {
    List<String> names =
        list(node, "type")
            .map(l -> l.items().stream().map(n -> ((Scalar) n).text()).toList())
            .orElseGet(() -> List.of(text(node, "type")));
    return names.stream()
        .map(n -> n.equals("array") ? "list" : n.equals("object") ? "mapping" : n)
        .collect(Collectors.joining(" or "));
  }

  private static String example(Mapping node) {
    return flow(list(node, "examples").orElseThrow().items().getFirst());
  }

  private static String flow(YamlNode node) {
    return switch (node) {
      case Mapping m ->
          m.entries().stream()
              .map(e -> e.key().text() + ": " + flow(e.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Sequence s ->
          s.items().stream().map(ManifestPage::flow).collect(Collectors.joining(", ", "[", "]"));
      case YamlNode.Tagged t -> t.tag().word() + " " + flow(t.value());
      case Scalar s when s.kind() != YamlNode.Kind.STRING -> s.text();
      case Scalar s ->
          needsQuotes(s.text()) ? JsonWriter.canonical(JsonValue.of(s.text())) : s.text();
    };
  }

  private static boolean needsQuotes(String text) {
    return !text.matches("[A-Za-z/.$][^\\n#,\\[\\]{}*&]*") || text.contains(": ");
  }

  private String words(Sequence list) {
    return list.items().stream()
        .map(n -> "`" + ((Scalar) n).text() + "`")
        .collect(Collectors.joining(", "));
  }

  private static List<Entry> properties(Mapping node) {
    return node.find("properties").map(e -> ((Mapping) e.value()).entries()).orElse(List.of());
  }

  private Mapping resolve(Mapping node) {
    return node.find("$ref")
        .map(r -> ((Scalar) r.value()).text().substring("#/$defs/".length()))
        .flatMap(n -> ((Mapping) root.find("$defs").orElseThrow().value()).find(n))
        .map(d -> merged((Mapping) d.value(), node))
        .orElse(node);
  }

  private static Mapping merged(Mapping definition, Mapping node) {
    List<Entry> entries =
        Stream.concat(node.entries().stream(), definition.entries().stream()).toList();
    return new Mapping(entries, false, node.span());
  }

  private static Optional<Sequence> list(Mapping node, String key) {
    return node.find(key).filter(e -> e.value() instanceof Sequence).map(e -> (Sequence) e.value());
  }

  private static String text(Mapping node, String key) {
    return node.find(key).map(e -> ((Scalar) e.value()).text()).orElse("");
  }
}
