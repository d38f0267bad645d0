package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.syntax.Yaml;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Kind;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

/** No key is accepted and then ignored, and no component of a record is there for nothing. */
class BinderTest {
  /** Mappings whose keys the user chooses. */
  private static final Pattern FREE_KEYS =
      Pattern.compile("/services|/services/\\*/environment|/network/hosts");

  @Test
  void the_good_manifests_use_every_key_of_the_schema() {
    Set<String> used = new TreeSet<>();
    Manifests.all().forEach(m -> keys(parse(m), "", used));

    Set<String> known = new TreeSet<>();
    properties(Schema.load(), "", known);
    // They say of what a manifest is made, not what the machine is.
    known.removeIf(key -> key.startsWith("/extends") || key.startsWith("/profiles"));

    assertThat(used).containsAll(known);
  }

  @Test
  void every_key_changes_the_machine() {
    Set<String> ignored = new TreeSet<>();
    Set<String> read = new TreeSet<>();
    for (String text : Manifests.all()) {
      Mapping root = parse(text);
      Map<String, String> before = dump(root);
      for (Variant variant : variants(root, "")) {
        boolean same = before.equals(dumpOrEmpty(variant.root()));
        (same ? ignored : read).add(variant.pointer());
      }
    }
    ignored.removeAll(read);

    // Their values are the only ones or the defaults, so leaving them out changes nothing.
    assertThat(ignored).containsExactlyInAnyOrder("/oscc", "/files/3/absent");
  }

  @Test
  void every_component_of_the_machine_comes_from_a_key() {
    Set<String> moved = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    for (String text : Manifests.all()) {
      Mapping root = parse(text);
      Map<String, String> before = dump(root);
      all.addAll(before.keySet());
      for (Variant variant : variants(root, "")) {
        Map<String, String> after = dumpOrEmpty(variant.root());
        if (!after.isEmpty()) {
          before.forEach((path, value) -> {
            if (!value.equals(after.get(path))) {
              moved.add(path);
            }
          });
        }
      }
    }

    // The folder is the file's.
    all.remove("folder");
    Set<String> leaves = new TreeSet<>(all);
    leaves.removeIf(p -> p.isEmpty() || all.stream().anyMatch(o -> o.startsWith(p + ".")));
    leaves.remove("init");
    assertThat(moved).containsAll(leaves);
  }

  /** The tree with one change, and where. */
  private record Variant(String pointer, Mapping root) {}

  /** All trees with one entry left out or one string made longer. */
  private static List<Variant> variants(Mapping mapping, String pointer) {
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < mapping.entries().size(); i++) {
      Entry entry = mapping.entries().get(i);
      String at = pointer + "/" + entry.key().text();
      List<Entry> without = new ArrayList<>(mapping.entries());
      without.remove(i);
      variants.add(new Variant(at, new Mapping(without, false, mapping.span())));
      for (Changed changed : changes(entry.value(), at)) {
        List<Entry> with = new ArrayList<>(mapping.entries());
        with.set(i, new Entry(entry.key(), changed.node()));
        variants.add(new Variant(changed.pointer(), new Mapping(with, false, mapping.span())));
      }
    }
    return variants;
  }

  /** A changed node, and where in it the change is. */
  private record Changed(String pointer, YamlNode node) {}

  private static List<Changed> changes(YamlNode node, String at) {
    List<Changed> result = new ArrayList<>();
    switch (node) {
      case Mapping m ->
          variants(m, at).forEach(v -> result.add(new Changed(v.pointer(), v.root())));
      case Sequence s -> {
        for (int i = 0; i < s.items().size(); i++) {
          for (Changed changed : changes(s.items().get(i), at + "/" + i)) {
            List<YamlNode> items = new ArrayList<>(s.items());
            items.set(i, changed.node());
            result.add(new Changed(changed.pointer(), new Sequence(items, false, s.span())));
          }
        }
      }
      case Scalar s when s.kind() == Kind.STRING ->
          result.add(new Changed(at, new Scalar(s.text() + "0", s.kind(), s.span())));
      case Scalar s -> {}
      case YamlNode.Tagged t -> {}
    }
    return result;
  }

  private static Map<String, String> dumpOrEmpty(Mapping root) {
    try {
      return dump(root);
    } catch (RuntimeException e) {
      // The binder read a key that is missing now, or a word that is none.
      return Map.of();
    }
  }

  private static Map<String, String> dump(Mapping root) {
    Machine machine =
        new Binder(new Inputs(Path.of("/manifests")))
            .machine(new Fields(Site.root(root), Set.of()));
    return dump(machine);
  }

  /** All that a machine says, by the names of its components; places in texts are left out. */
  static Map<String, String> dump(Machine machine) {
    Map<String, String> out = new TreeMap<>();
    dump(machine, "", out);
    return out;
  }

  private static void dump(Object value, String path, Map<String, String> out) {
    switch (value) {
      case Span span -> {}
      case Optional<?> optional -> {
        add(path, optional.isPresent() ? "present" : "absent", out);
        optional.ifPresent(v -> dump(v, path, out));
      }
      case Collection<?> items -> {
        add(path, "size " + items.size(), out);
        items.forEach(i -> dump(i, path + "[]", out));
      }
      case Map<?, ?> map -> {
        add(path, "keys " + map.keySet(), out);
        map.values().forEach(v -> dump(v, path + "{}", out));
      }
      case Record record -> {
        add(path, record.getClass().getSimpleName(), out);
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
          dump(read(record, component), name, out);
        }
      }
      default -> add(path, value.toString(), out);
    }
  }

  private static void add(String path, String text, Map<String, String> out) {
    out.merge(path, text, (a, b) -> a + "," + b);
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static void keys(YamlNode node, String pointer, Set<String> out) {
    switch (node) {
      case Mapping m ->
          m.entries()
              .forEach(e -> {
                boolean free = FREE_KEYS.matcher(pointer).matches();
                String at = pointer + "/" + (free ? "*" : e.key().text());
                out.add(at);
                keys(e.value(), at, out);
              });
      case Sequence s -> s.items().forEach(i -> keys(i, pointer + "/*", out));
      case Scalar s -> {}
      case YamlNode.Tagged t -> keys(t.value(), pointer, out);
    }
  }

  private static void properties(SchemaNode schema, String pointer, Set<String> out) {
    schema
        .properties()
        .forEach((key, node) -> {
          // The digest of an input file is written once for all that can have one.
          boolean input = pointer.equals("/kernel/prebuilt/config");
          if (!input) {
            out.add(pointer + "/" + key);
            properties(node, pointer + "/" + key, out);
          }
        });
    schema.items().ifPresent(i -> properties(i, pointer + "/*", out));
    schema.others().ifPresent(o -> properties(o, pointer + "/*", out));
  }

  private static Mapping parse(String text) {
    return (Mapping) Yaml.parse(new SourceText("machine.yaml", text), new Report()).orElseThrow();
  }
}
