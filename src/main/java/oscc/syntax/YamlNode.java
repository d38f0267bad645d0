package oscc.syntax;

import java.util.List;
import java.util.Optional;
import oscc.diag.Span;

/** A value of a YAML document and where it stands. Two nodes are never the same object. */
public sealed interface YamlNode {

  /** Where the value stands. */
  Span span();

  /** The part of it to point at in a message: a first key rather than thirty lines. */
  Span head();

  /** A mapping: entries in the order of the text, with distinct keys; {@code flow}: in braces. */
  record Mapping(List<Entry> entries, boolean flow, Span span) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The entry with this key. */
    public Optional<Entry> find(String key) {
      return entries.stream().filter(e -> e.key().text().equals(key)).findFirst();
    }

    @Override
    public Span head() {
      return flow || entries.isEmpty() ? span : entries.getFirst().key().span();
    }
  }

  /** A key of a mapping and its value. */
  record Entry(Scalar key, YamlNode value) {}

  /** A list; {@code flow} when it was written in brackets. */
  record Sequence(List<YamlNode> items, boolean flow, Span span) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Span head() {
      return flow || items.isEmpty() ? span : items.getFirst().head();
    }
  }

  /** A single value: its text without quotes, and what kind YAML's core schema makes of it. */
  record Scalar(String text, Kind kind, Span span) implements YamlNode {
    @Override
    public Span head() {
      return span;
    }
  }

  /** Kinds of scalars in the core schema of YAML 1.2. */
  enum Kind {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    NULL
  }
}
