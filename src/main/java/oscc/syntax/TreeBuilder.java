package oscc.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.diag.Span;

/** Builds the tree from the events of the YAML reader, and reports what a manifest may not have. */
final class TreeBuilder {
  /** Deeper than any manifest; it also bounds our own recursion. */
  static final int DEPTH_LIMIT = 64;

  /** A file that has so many mistakes is something else. */
  static final int ERROR_LIMIT = 50;

  private final ParserImpl parser;
  private final Offsets offsets;
  private final Report report;
  private int errors;

  TreeBuilder(ParserImpl parser, Offsets offsets, Report report) {
    this.parser = parser;
    this.offsets = offsets;
    this.report = report;
  }

  /** Ends the parse early, after the report has been told why. */
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super("the report says why", null, false, false);
    }
  }

  /** Whether anything was reported. */
  boolean failed() {
    return errors > 0;
  }

  /** The only document, if there is one. */
  Optional<YamlNode> document() {
    parser.next();
    Event first = parser.next();
    if (!(first instanceof DocumentStartEvent start)) {
      error(Code.OS0011, offsets.span(first, 0), "the manifest is empty")
          .help("`oscc init NAME` writes one to begin with");
      return Optional.empty();
    }
    checkVersion(start);
    YamlNode root = node(parser.next(), 0);
    parser.next();
    Event next = parser.next();
    if (next instanceof DocumentStartEvent) {
      error(Code.OS0010, offsets.span(next), "a second document begins here")
          .label("a manifest is one document")
          .help("put each machine into a file of its own");
    }
    return Optional.of(root);
  }

  private void checkVersion(DocumentStartEvent start) {
    Optional<SpecVersion> version = start.getSpecVersion();
    if (version.isPresent() && (version.get().getMajor() != 1 || version.get().getMinor() != 2)) {
      error(Code.OS0001, offsets.span(start), "this says that it is not YAML 1.2")
          .help("remove the %YAML line: oscc reads YAML 1.2");
    }
  }

  private YamlNode node(Event event, int depth) {
    if (event instanceof AliasEvent) {
      Span span = offsets.span(event);
      error(Code.OS0007, span, "aliases are not allowed in a manifest")
          .label("a `*` at the start of a value makes it an alias")
          .help("if it is a glob, quote it: \"%s\"".formatted(text(span)))
          .help("else write the value out: each value has one place in a manifest");
      return new YamlNode.Scalar("", YamlNode.Kind.NULL, span);
    }
    checkAnchor((NodeEvent) event);
    Optional<YamlNode.Tag> tag = tag(event);
    YamlNode value = value(event, depth);
    return tag.isPresent() ? new YamlNode.Tagged(tag.get(), value, headOf(event)) : value;
  }

  private YamlNode value(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (depth == DEPTH_LIMIT) {
      error(Code.OS0009, offsets.span(event), "nested more than %d deep".formatted(DEPTH_LIMIT));
      throw new Abandoned();
    }
    return Yaml.is(event, Event.ID.SequenceStart) ? sequence(event, depth) : mapping(event, depth);
  }

  private void checkAnchor(NodeEvent event) {
    if (event.getAnchor().isPresent()) {
      error(Code.OS0007, headOf(event), "anchors are not allowed in a manifest")
          .label("an `&` at the start of a value makes it an anchor")
          .help("if it belongs to the value, quote the value")
          .help("else write the value out: each value has one place in a manifest");
    }
  }

  private Optional<YamlNode.Tag> tag(Event event) {
    Optional<String> written =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    Optional<YamlNode.Tag> tag = written.flatMap(YamlNode.Tag::of);
    if (written.isPresent() && tag.isEmpty()) {
      error(Code.OS0008, headOf(event), "a manifest has no tags but `!remove` and `!replace`")
          .label("a `!` at the start of a value makes it a tag")
          .help("if it belongs to the value, quote the value; a number in quotes is a string");
    }
    return tag;
  }

  /** The first word at an event, which is its anchor or tag where it has one. */
  private Span headOf(Event event) {
    Span span = offsets.at(event.getStartMark());
    String text = span.source().text();
    int end = span.start();
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return new Span(span.source(), span.start(), Math.max(end, span.end()));
  }

  private YamlNode.Scalar scalar(ScalarEvent event) {
    YamlNode.Kind kind =
        event.isPlain() ? CoreSchema.kindOf(event.getValue()) : YamlNode.Kind.STRING;
    return new YamlNode.Scalar(event.getValue(), kind, offsets.span(event));
  }

  private YamlNode sequence(Event start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event event = parser.next();
    while (!Yaml.is(event, Event.ID.SequenceEnd)) {
      items.add(node(event, depth + 1));
      event = parser.next();
    }
    boolean flow = ((CollectionStartEvent) start).isFlow();
    int end = items.isEmpty() || flow ? offsets.span(event).end() : items.getLast().span().end();
    return new YamlNode.Sequence(items, flow, offsets.span(start, end));
  }

  private YamlNode mapping(Event start, int depth) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Map<String, Span> seen = new HashMap<>();
    Event event = parser.next();
    while (!Yaml.is(event, Event.ID.MappingEnd)) {
      Optional<YamlNode.Scalar> key = key(event, depth);
      YamlNode value = node(parser.next(), depth + 1);
      key.filter(k -> isNew(k, seen)).ifPresent(k -> entries.add(new YamlNode.Entry(k, value)));
      event = parser.next();
    }
    boolean flow = ((CollectionStartEvent) start).isFlow();
    int end =
        entries.isEmpty() || flow
            ? offsets.span(event).end()
            : entries.getLast().value().span().end();
    return new YamlNode.Mapping(entries, flow, offsets.span(start, end));
  }

  private Optional<YamlNode.Scalar> key(Event event, int depth) {
    YamlNode node = node(event, depth + 1);
    if (!(node instanceof YamlNode.Scalar key)) {
      error(Code.OS0012, node.head(), "a key must be a word")
          .help("keys are plain words or quoted strings, followed by a colon");
      return Optional.empty();
    }
    if (key.text().equals("<<") && !text(key.span()).startsWith("\"")) {
      error(Code.OS0007, key.span(), "merge keys are not allowed in a manifest")
          .help("write the values out: YAML 1.2 has no merge key");
      return Optional.empty();
    }
    return Optional.of(key);
  }

  private boolean isNew(YamlNode.Scalar key, Map<String, Span> seen) {
    Span first = seen.putIfAbsent(key.text(), key.span());
    if (first == null) {
      return true;
    }
    error(Code.OS0006, key.span(), "key %s stands here twice".formatted(Quoted.of(key.text())))
        .related("it stands here first", first)
        .help("remove one of the two");
    return false;
  }

  private static String text(Span span) {
    return span.source().text().substring(span.start(), span.end());
  }

  private Draft error(Code code, Span span, String message) {
    errors++;
    Draft draft = report.error(code, span, message);
    if (errors == ERROR_LIMIT) {
      throw new Abandoned();
    }
    return draft;
  }
}
