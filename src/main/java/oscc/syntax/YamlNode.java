package oscc.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.diag.Span;

/** A value of a YAML document and where it stands. Two nodes are never the same object. */
public sealed interface YamlNode {

  /** Where the value stands. */
  Span span();

  /** The part of it to point at in a message: a first key rather than thirty lines. */
  Span head();

  /**
   * A mapping: entries in the order of the text, with distinct keys.
   *
   * @param flow whether it was written in braces
   */
  record Mapping(List<Entry> entries, boolean flow, Span span, Span head) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** A mapping of one text: its head is its first key. */
    public Mapping(List<Entry> entries, boolean flow, Span span) {
      this(entries, flow, span, flow || entries.isEmpty() ? span : entries.getFirst().key().span());
    }

    /** The entry with this key. */
    public Optional<Entry> find(String key) {
      return entries.stream().filter(e -> e.key().text().equals(key)).findFirst();
    }
  }

  /** A key of a mapping and its value. */
  record Entry(Scalar key, YamlNode value) {}

  /** A list; {@code flow} when it was written in brackets. */
  record Sequence(List<YamlNode> items, boolean flow, Span span, Span head) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    /** A list of one text: its head is that of its first item. */
    public Sequence(List<YamlNode> items, boolean flow, Span span) {
      this(items, flow, span, flow || items.isEmpty() ? span : items.getFirst().head());
    }
  }

  /** A single value: its text without quotes, and what kind YAML's core schema makes of it. */
  record Scalar(String text, Kind kind, Span span) implements YamlNode {
    @Override
    public Span head() {
      return span;
    }
  }

  /** A value with one of the two tags that a manifest may have; {@code span} is the tag's. */
  record Tagged(Tag tag, YamlNode value, Span span) implements YamlNode {
    @Override
    public Span head() {
      return span;
    }
  }

  /** How a value changes the one that it is laid over. */
  enum Tag {
    /** What is there goes. */
    REMOVE("!remove"),
    /** What is there goes, and the value takes its place. */
    REPLACE("!replace");

    private final String word;

    Tag(String word) {
      this.word = word;
    }

    /** As it is written. */
    public String word() {
      return word;
    }

    /** The tag that is written so. */
    static Optional<Tag> of(String word) {
      return Stream.of(values()).filter(t -> t.word.equals(word)).findFirst();
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
