package oscc.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;
import oscc.syntax.YamlNode.Tag;
import oscc.syntax.YamlNode.Tagged;

/**
 * Lays one manifest over another, by the rules of {@code docs/composition.md}. The result still has
 * its tags, so that it can itself be laid over a third; {@link Untagged} takes them away. With the
 * tags kept the operation is associative, so it does not matter how files are grouped.
 */
final class Merge {
  private final Report report;

  Merge(Report report) {
    this.report = report;
  }

  /** A value laid over another one. */
  YamlNode merge(YamlNode under, YamlNode over, SchemaNode schema) {
    return switch (over) {
      case Tagged(Tag tag, YamlNode value, var span) when tag == Tag.REPLACE -> whole(over, schema);
      case Tagged removal -> {
        if (isRemoval(under)) {
          missed(removal);
        }
        yield removal;
      }
      case Scalar scalar -> scalar;
      case Mapping mapping when under instanceof Mapping below -> merge(below, mapping, schema);
      case Sequence list when under instanceof Sequence below && !isOneValue(schema) ->
          merge(below, list, schema);
      case Mapping m -> mergeOther(under, m, schema);
      case Sequence s -> mergeOther(under, s, schema);
    };
  }

  /** A mapping or a list over something that is not of its kind, or that has a tag. */
  private YamlNode mergeOther(YamlNode under, YamlNode over, SchemaNode schema) {
    boolean inPlace = under instanceof Tagged tagged && tagged.tag() == Tag.REPLACE;
    return replacing(inPlace ? merge(((Tagged) under).value(), over, schema) : whole(over, schema));
  }

  private static YamlNode replacing(YamlNode node) {
    return node instanceof Tagged ? node : new Tagged(Tag.REPLACE, node, node.head());
  }

  /** A value laid over nothing. */
  YamlNode whole(YamlNode over, SchemaNode schema) {
    return switch (over) {
      case Scalar scalar -> scalar;
      case Mapping mapping -> merge(new Mapping(List.of(), false, over.span()), mapping, schema);
      case Sequence list -> merge(new Sequence(List.of(), false, over.span()), list, schema);
      case Tagged(Tag tag, YamlNode value, var span) when tag == Tag.REPLACE -> {
        if (value instanceof Scalar) {
          report
              .error(Code.OS0117, span, "`!replace` is for mappings and lists")
              .label("a single value is replaced anyway: leave the tag out");
        }
        yield new Tagged(tag, whole(value, schema), span);
      }
      case Tagged removal -> {
        missed(removal);
        yield removal;
      }
    };
  }

  private void missed(Tagged removal) {
    if (isWritten(removal)) {
      report
          .error(Code.OS0116, removal.span(), "there is nothing to remove")
          .label("nothing that this is laid over says it")
          .help("remove the line; or is it misspelled, or the order of `extends` wrong?");
    }
  }

  private YamlNode merge(Mapping under, Mapping over, SchemaNode schema) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    under.entries().forEach(e -> entries.put(e.key().text(), e));
    excluded(over, schema).forEach(e -> entries.put(e.key().text(), e));
    for (Entry entry : over.entries()) {
      String key = entry.key().text();
      Optional<Entry> below = Optional.ofNullable(entries.get(key));
      SchemaNode inner = schema.under(key);
      checkBare(entry);
      YamlNode value =
          below.isPresent()
              ? merge(below.get().value(), entry.value(), inner)
              : whole(entry.value(), inner);
      entries.put(key, new Entry(entry.key(), value));
    }
    return new Mapping(List.copyOf(entries.values()), over.flow(), over.span(), over.head());
  }

  /** The key says what is removed; a value beside the tag would be ignored. */
  private void checkBare(Entry entry) {
    if (entry.value() instanceof Tagged(Tag tag, YamlNode value, var span)
        && tag == Tag.REMOVE
        && !(value instanceof Scalar scalar && scalar.kind() == YamlNode.Kind.NULL)) {
      report
          .error(Code.OS0117, span, "`!remove` takes no value here")
          .label("it takes the whole key away")
          .help("to put another value in its place, write that value alone");
    }
  }

  /** Of keys that exclude each other the later one wins, and what goes with the others goes too. */
  private static List<Entry> excluded(Mapping over, SchemaNode schema) {
    Set<String> chosen = new HashSet<>();
    for (String key : schema.exactlyOne()) {
      over.find(key).filter(e -> !isRemoval(e.value())).ifPresent(e -> chosen.add(key));
    }
    if (chosen.isEmpty()) {
      return List.of();
    }
    Set<String> excluded = new LinkedHashSet<>(schema.exactlyOne());
    schema.onlyWith().entrySet().stream()
        .filter(e -> schema.exactlyOne().contains(e.getValue()))
        .filter(e -> !chosen.contains(e.getValue()))
        .forEach(e -> excluded.add(e.getKey()));
    excluded.removeIf(key -> over.find(key).isPresent());
    return excluded.stream().map(key -> removal(key, over.head())).toList();
  }

  /** A removal that nobody wrote: it has no extent in the text, and may find nothing. */
  private static Entry removal(String key, Span near) {
    Span at = new Span(near.source(), near.start(), near.start());
    Scalar nothing = new Scalar("", YamlNode.Kind.NULL, at);
    return new Entry(
        new Scalar(key, YamlNode.Kind.STRING, at), new Tagged(Tag.REMOVE, nothing, at));
  }

  private static boolean isWritten(Tagged tagged) {
    return tagged.span().start() < tagged.span().end();
  }

  private static boolean isRemoval(YamlNode node) {
    return node instanceof Tagged tagged && tagged.tag() == Tag.REMOVE;
  }

  private YamlNode merge(Sequence under, Sequence over, SchemaNode schema) {
    List<YamlNode> items = new ArrayList<>(under.items());
    if (schema.merge().isEmpty() || isOneValue(schema)) {
      over.items().forEach(item -> append(item, items, schema.item()));
    } else {
      mergeByKey(over, items, schema);
    }
    return new Sequence(items, over.flow(), over.span(), over.head());
  }

  private static boolean isOneValue(SchemaNode schema) {
    return schema.merge().equals(SchemaNode.REPLACE);
  }

  /** Items with the same key become one; two of the same text are left for the rules to find. */
  private void mergeByKey(Sequence over, List<YamlNode> items, SchemaNode schema) {
    int below = items.size();
    Set<Integer> taken = new HashSet<>();
    for (YamlNode item : over.items()) {
      OptionalInt place =
          key(item, schema.merge())
              .map(k -> find(k, items.subList(0, below), schema.merge()))
              .orElse(OptionalInt.empty());
      if (place.isPresent() && taken.add(place.getAsInt())) {
        int at = place.getAsInt();
        items.set(at, merge(items.get(at), item, schema.item()));
      } else {
        items.add(whole(item, schema.item()));
      }
    }
  }

  private static OptionalInt find(String id, List<YamlNode> items, String key) {
    return IntStream.range(0, items.size())
        .filter(i -> key(items.get(i), key).filter(id::equals).isPresent())
        .findFirst();
  }

  private static Optional<String> key(YamlNode item, String key) {
    YamlNode value = item instanceof Tagged tagged ? tagged.value() : item;
    return value instanceof Mapping mapping
        ? mapping
            .find(key)
            .map(Entry::value)
            .filter(Scalar.class::isInstance)
            .map(v -> ((Scalar) v).text())
        : Optional.empty();
  }

  /** An item is added; a removal takes away those that say the same, and stays in front. */
  private void append(YamlNode item, List<YamlNode> items, SchemaNode schema) {
    if (!(item instanceof Tagged tagged)) {
      items.add(whole(item, schema));
      return;
    }
    if (tagged.tag() == Tag.REPLACE) {
      report
          .error(Code.OS0117, tagged.span(), "`!replace` has no meaning here")
          .label("items of this list have no key by which to find the one to replace")
          .help("`!remove` the old item and add the new one, or `!replace` the whole list");
      return;
    }
    boolean known = items.stream().anyMatch(i -> isRemoval(i) && Same.of(i, tagged));
    boolean found = items.removeIf(i -> !isRemoval(i) && Same.of(i, tagged.value()));
    if (!found) {
      missed(tagged);
    }
    if (!known) {
      items.add((int) items.stream().filter(Merge::isRemoval).count(), tagged);
    }
  }
}
