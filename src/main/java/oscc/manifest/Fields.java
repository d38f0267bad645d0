package oscc.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import oscc.diag.Located;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Sequence;

/**
 * Reads a mapping that was checked against the schema. What the check found bad is as if absent, so
 * the rules go on with the rest and report nothing twice; {@link #mentions} tells the difference.
 */
final class Fields {
  private final Site site;
  private final Set<YamlNode> bad;

  Fields(Site site, Set<YamlNode> bad) {
    this.site = site;
    this.bad = bad;
  }

  /** Where the mapping stands. */
  Site site() {
    return site;
  }

  /** Whether the key was written, whatever its value. */
  boolean mentions(String key) {
    return mapping().find(key).isPresent();
  }

  /** Whether any of the keys was written. */
  boolean mentionsAny(String... keys) {
    return List.of(keys).stream().anyMatch(this::mentions);
  }

  /** The value of a key. */
  Optional<Site> find(String key) {
    return mapping().find(key).filter(e -> !bad.contains(e.value())).map(site::entry);
  }

  /** The text of a key, if its value is a single one. */
  Optional<String> text(String key) {
    return find(key).filter(s -> s.node() instanceof YamlNode.Scalar).map(Site::text);
  }

  /** The text of a key, or its default. */
  String text(String key, String absent) {
    return text(key).orElse(absent);
  }

  /** The text of a key and its place. */
  Optional<Located<String>> located(String key) {
    return find(key).map(Site::located);
  }

  /** The number of a key. */
  OptionalLong number(String key) {
    Optional<Long> value = text(key).flatMap(Integers::parse);
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }

  /** The number of a key, or its default. */
  int number(String key, int absent) {
    return Math.toIntExact(number(key).orElse(absent));
  }

  /** Whether the key is true. */
  boolean isTrue(String key) {
    return text(key).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Whether the key is false. */
  boolean isFalse(String key) {
    return text(key).filter("false"::equalsIgnoreCase).isPresent();
  }

  /** The items of a list; a value that is no list counts as a list of one. */
  List<Site> items(String key) {
    return find(key).map(this::items).orElse(List.of());
  }

  /** The items of a value that is a list, else the value itself. */
  List<Site> items(Site list) {
    if (!(list.node() instanceof Sequence sequence)) {
      return List.of(list);
    }
    List<Site> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      if (!bad.contains(sequence.items().get(i))) {
        items.add(list.item(sequence.items().get(i), i));
      }
    }
    return items;
  }

  /** The items of a list of strings, each with its place. */
  List<Located<String>> words(String key) {
    return items(key).stream().map(Site::located).toList();
  }

  /** The items of a list of strings, without their places. */
  List<String> texts(String key) {
    return items(key).stream().map(Site::text).toList();
  }

  /** The mapping of a key. */
  Optional<Fields> fields(String key) {
    return find(key).flatMap(this::fields);
  }

  /** A value as a mapping, if it is one. */
  Optional<Fields> fields(Site value) {
    return value.node() instanceof Mapping ? Optional.of(new Fields(value, bad)) : Optional.empty();
  }

  /** The mapping of a key; where it is absent an empty one in the place of this mapping. */
  Fields section(String key) {
    Mapping none = new Mapping(List.of(), false, site.span());
    return fields(key).orElseGet(() -> new Fields(new Site(none, key, "", site.span()), bad));
  }

  /** The mappings of a list. */
  List<Fields> each(String key) {
    return items(key).stream().flatMap(i -> fields(i).stream()).toList();
  }

  /** All entries of a mapping with free keys. */
  List<Site> entries() {
    return mapping().entries().stream()
        .filter(e -> !bad.contains(e.value()))
        .map(site::entry)
        .toList();
  }

  /** The entries of a mapping with free keys whose values are mappings, in their order. */
  Map<YamlNode.Scalar, Fields> members() {
    Map<YamlNode.Scalar, Fields> members = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping().entries()) {
      if (!bad.contains(entry.value())) {
        fields(site.entry(entry)).ifPresent(value -> members.put(entry.key(), value));
      }
    }
    return members;
  }

  /** The keys of a mapping with free keys. */
  List<YamlNode.Scalar> keys() {
    return mapping().entries().stream().map(YamlNode.Entry::key).toList();
  }

  private Mapping mapping() {
    return (Mapping) site.node();
  }
}
