package oscc.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;

/** Checks which keys one mapping has: unknown ones, missing ones, and those that exclude others. */
final class KeyCheck {
  private final Report report;
  private final Site site;
  private final Mapping mapping;
  private final SchemaNode schema;

  /** Keys that a misspelled one was probably meant to be; they are not reported as missing too. */
  private final Set<String> meant = new HashSet<>();

  private int errors;

  KeyCheck(Report report, Site site, Mapping mapping, SchemaNode schema) {
    this.report = report;
    this.site = site;
    this.mapping = mapping;
    this.schema = schema;
  }

  /** Reports what is wrong with the keys, but no more than {@code most}; says how many it were. */
  int check(int most) {
    for (Entry entry : mapping.entries()) {
      boolean known = schema.properties().containsKey(entry.key().text());
      if (!known && schema.others().isEmpty() && errors < most) {
        checkUnknown(site.entry(entry), entry.key().text());
      }
    }
    schema.onlyWith().forEach(this::checkOnlyWith);
    schema.required().forEach(this::checkRequired);
    if (!schema.exactlyOne().isEmpty()) {
      checkExactlyOne();
    }
    return errors;
  }

  private void checkUnknown(Site entry, String key) {
    errors++;
    if (schema.later().contains(key)) {
      meant.addAll(schema.exactlyOne());
      report
          .error(Code.OS0105, entry.key(), OsccVersion.notYet(entry.name()))
          .path(entry.pointer())
          .help("remove it; a later version will take it");
      return;
    }
    List<String> known = List.copyOf(schema.properties().keySet());
    var draft =
        report
            .error(
                Code.OS0101,
                entry.key(),
                "unknown key %s (oscc %s)".formatted(entry.name(), OsccVersion.TEXT))
            .path(entry.pointer())
            .label("one of: " + String.join(", ", known));
    Optional<String> near = Suggestion.of(key, known);
    near.ifPresent(k -> draft.help("did you mean `%s`?".formatted(k)));
    near.ifPresent(meant::add);
  }

  private void checkOnlyWith(String key, String other) {
    Optional<Entry> entry = mapping.find(key);
    boolean asked = schema.exactlyOne().contains(other) && given().isEmpty();
    if (entry.isPresent() && mapping.find(other).isEmpty() && !meant.contains(other) && !asked) {
      errors++;
      report
          .error(
              Code.OS0112,
              entry.get().key().span(),
              "`%s` only makes sense with `%s`".formatted(key, other))
          .path(site.entry(entry.get()).pointer())
          .help("remove `%s`, or add `%s`".formatted(key, other));
    }
  }

  private void checkRequired(String key) {
    if (mapping.find(key).isPresent() || meant.contains(key)) {
      return;
    }
    errors++;
    var draft =
        report
            .error(Code.OS0102, site.key(), "key %s is missing".formatted(Quoted.of(key)))
            .path(site.pointer())
            .label("%s needs `%s`".formatted(site.name(), key));
    String example = schema.property(key).example();
    if (!example.isEmpty()) {
      draft.help("for example: `%s: %s`".formatted(key, example));
    }
  }

  private void checkExactlyOne() {
    List<Entry> given = given();
    String choices = "`" + String.join("`, `", schema.exactlyOne()) + "`";
    if (given.isEmpty() && schema.exactlyOne().stream().noneMatch(meant::contains)) {
      errors++;
      report
          .error(Code.OS0106, site.key(), "one of %s must be given".formatted(choices))
          .path(site.pointer())
          .label("in %s".formatted(site.name()));
    }
    if (given.size() > 1) {
      errors++;
      Entry first = given.getFirst();
      report
          .error(
              Code.OS0106,
              given.get(1).key().span(),
              "only one of %s may be given".formatted(choices))
          .path(site.pointer())
          .related("`%s` is here".formatted(first.key().text()), first.key().span());
    }
  }

  /** Those that exclude each other, in the order of the text. */
  private List<Entry> given() {
    List<Entry> given = new ArrayList<>();
    schema.exactlyOne().forEach(k -> mapping.find(k).ifPresent(given::add));
    given.sort(Comparator.comparingInt(e -> e.key().span().start()));
    return given;
  }
}
