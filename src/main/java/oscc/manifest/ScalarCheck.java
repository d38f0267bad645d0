package oscc.manifest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Kind;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

/** Checks single values against the schema; the first thing that is wrong is reported. */
final class ScalarCheck {
  /** Longer texts are not given to a pattern: no key that has one takes them. */
  private static final int PATTERN_LIMIT = 1 << 16;

  private static final Set<String> YAML_1_1_BOOLEANS = Set.of("yes", "no", "on", "off", "y", "n");

  private final Report report;

  ScalarCheck(Report report) {
    this.report = report;
  }

  /** Whether the value fits; if not, it was reported. */
  boolean isGood(Site site, SchemaNode schema) {
    if (isBareNumber(site, schema)) {
      reportBareNumber(site, Optional.empty(), 0);
      return false;
    }
    if (site.node() instanceof Scalar scalar && scalar.kind() == Kind.NULL) {
      report
          .error(Code.OS0111, site.key(), "%s has no value".formatted(site.name()))
          .path(site.pointer())
          .label("expected " + schema.expected())
          .help("give it a value, or remove it");
      return false;
    }
    Optional<ValueType> type = ValueType.of(site.node());
    if (type.isEmpty() || !schema.types().contains(type.get())) {
      reportType(site, schema);
      return false;
    }
    Scalar scalar = (Scalar) site.node();
    return switch (type.get()) {
      case STRING -> isGoodString(site, scalar.text(), schema);
      case INTEGER -> isGoodInteger(site, scalar.text(), schema);
      case BOOLEAN -> isKnown(site, scalar.text().toLowerCase(Locale.ROOT), schema);
      case LIST, MAPPING -> throw new IllegalStateException("not a scalar");
    };
  }

  /** Whether a number, true or false stands where only a string may. */
  boolean isBareNumber(Site site, SchemaNode schema) {
    return site.node() instanceof Scalar scalar
        && scalar.kind() != Kind.STRING
        && scalar.kind() != Kind.NULL
        && schema.types().contains(ValueType.STRING);
  }

  /** Reports such a number; in a bracketed list a comma may be what made it one. */
  void reportBareNumber(Site site, Optional<Sequence> list, int index) {
    String text = written(site);
    String what = ((Scalar) site.node()).kind() == Kind.BOOLEAN ? "the truth value" : "the number";
    var draft =
        site.error(
                report,
                Code.OS0110,
                "%s must be a string, not %s %s".formatted(site.name(), what, Quoted.of(text)))
            .label("quote it: \"%s\"".formatted(text));
    if (list.isPresent() && list.get().flow() && index > 0) {
      YamlNode before = list.get().items().get(index - 1);
      if (before instanceof Scalar word && word.kind() == Kind.STRING) {
        draft.help("in brackets a comma begins a new item; if this is one word with a comma,");
        draft.help("quote it: \"%s,%s\", or write a block list".formatted(word.text(), text));
      }
    }
  }

  private void reportType(Site site, SchemaNode schema) {
    var draft =
        site.error(
                report, Code.OS0103, "%s cannot be %s".formatted(site.name(), phrase(site.node())))
            .label("expected " + schema.expected());
    boolean scalar = site.node() instanceof Scalar;
    if (scalar
        && schema.types().contains(ValueType.BOOLEAN)
        && YAML_1_1_BOOLEANS.contains(site.text().toLowerCase(Locale.ROOT))) {
      draft.help("YAML 1.2 has only `true` and `false`");
    } else if (scalar
        && schema.types().contains(ValueType.INTEGER)
        && site.text().matches("[0-9]{1,18}")) {
      draft.help("remove the quotes");
    } else if (scalar && schema.types().contains(ValueType.LIST)) {
      draft.help("a list of one is written `[%s]`".formatted(written(site)));
    }
  }

  private static String phrase(YamlNode node) {
    return ValueType.of(node)
        .map(t -> t == ValueType.BOOLEAN ? "a truth value" : t.phrase())
        .orElse("a number with a fraction");
  }

  private boolean isGoodString(Site site, String text, SchemaNode schema) {
    if (!schema.words().isEmpty()) {
      return isKnown(site, text, schema);
    }
    int length = text.codePointCount(0, text.length());
    if (!schema.length().holds(length)) {
      String many = length == 0 ? "%s is empty" : "%s has " + length + " characters";
      site.error(report, Code.OS0109, many.formatted(site.name()))
          .label(schema.length().toString());
      return false;
    }
    if (schema.pattern().isPresent()
        && (length > PATTERN_LIMIT || !schema.pattern().get().matcher(text).matches())) {
      site.error(report, Code.OS0107, "%s cannot be %s".formatted(site.name(), Quoted.of(text)))
          .label("expected " + schema.shape());
      return false;
    }
    return true;
  }

  private boolean isGoodInteger(Site site, String text, SchemaNode schema) {
    Optional<Long> value = Integers.parse(text);
    if (value.isEmpty() || !schema.number().holds(value.get())) {
      site.error(report, Code.OS0108, "%s cannot be %s".formatted(site.name(), Quoted.of(text)))
          .label("expected " + schema.number());
      return false;
    }
    return schema.words().isEmpty() || isKnown(site, value.get().toString(), schema);
  }

  private boolean isKnown(Site site, String word, SchemaNode schema) {
    if (schema.words().isEmpty() || schema.words().contains(word)) {
      return true;
    }
    String known = String.join(", ", schema.words());
    if (schema.later().contains(word)) {
      site.error(report, Code.OS0105, OsccVersion.notYet(called(site, word, schema)))
          .label("one of: " + known);
      return false;
    }
    String message =
        schema.noun().isEmpty()
            ? "%s cannot be %s".formatted(site.name(), Quoted.of(word))
            : "unknown %s".formatted(called(site, word, schema));
    var draft = site.error(report, Code.OS0104, message).label("one of: " + known);
    Suggestion.of(word, schema.words())
        .ifPresent(w -> draft.help("did you mean `%s`?".formatted(w)));
    return false;
  }

  private static String called(Site site, String word, SchemaNode schema) {
    String noun = schema.noun().isEmpty() ? site.name() : schema.noun();
    return noun + " " + Quoted.of(word);
  }

  /** The value as the user wrote it. */
  private static String written(Site site) {
    Span span = site.span();
    return span.source().text().substring(span.start(), span.end());
  }
}
