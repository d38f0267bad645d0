package oscc.manifest;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Sequence;

/**
 * Checks a manifest's tree against the schema. Every mistake gives one diagnostic, at the deepest
 * node. Nodes of the wrong kind or with a wrong value are marked bad and must not be read; a
 * mapping that merely lacks a key can still be read for the others.
 */
final class SchemaCheck {
  /** A manifest that has so many mistakes is something else. */
  static final int ERROR_LIMIT = 40;

  private final Report report;
  private final ScalarCheck scalars;
  private final Set<YamlNode> bad = Collections.newSetFromMap(new IdentityHashMap<>());
  private int errors;

  private SchemaCheck(Report report) {
    this.report = report;
    this.scalars = new ScalarCheck(report);
  }

  /** Reports what does not fit, and returns the nodes that must not be read. */
  static Set<YamlNode> check(YamlNode root, SchemaNode schema, Report report) {
    SchemaCheck check = new SchemaCheck(report);
    check.check(Site.root(root), schema);
    if (check.isFull()) {
      report
          .error(Code.OS0113, root.head(), "more errors than the first %d".formatted(ERROR_LIMIT))
          .help("mend those first; is this a manifest?");
    }
    return check.bad;
  }

  private boolean isFull() {
    return errors >= ERROR_LIMIT;
  }

  private void check(Site site, SchemaNode schema) {
    if (isFull()) {
      bad.add(site.node());
      return;
    }
    switch (site.node()) {
      case Mapping mapping when schema.types().contains(ValueType.MAPPING) ->
          checkMapping(site, mapping, schema);
      case Sequence list when schema.types().contains(ValueType.LIST) ->
          checkList(site, list, schema);
      default -> {
        if (!scalars.isGood(site, schema)) {
          markBad(site);
        }
      }
    }
  }

  private void checkMapping(Site site, Mapping mapping, SchemaNode schema) {
    for (Entry entry : mapping.entries()) {
      Optional.ofNullable(schema.properties().get(entry.key().text()))
          .or(schema::others)
          .ifPresent(s -> check(site.entry(entry), s));
    }
    errors += new KeyCheck(report, site, mapping, schema).check(ERROR_LIMIT - errors);
  }

  private void checkList(Site site, Sequence list, SchemaNode schema) {
    SchemaNode items = schema.items().orElseThrow();
    for (int i = 0; i < list.items().size(); i++) {
      Site item = site.item(list.items().get(i), i);
      if (scalars.isBareNumber(item, items) && !isFull()) {
        scalars.reportBareNumber(item, Optional.of(list), i);
        markBad(item);
      } else {
        check(item, items);
      }
    }
    if (!schema.count().holds(list.items().size())) {
      site.error(report, Code.OS0109, "%s has %d items".formatted(site.name(), list.items().size()))
          .label(schema.count().toString());
      markBad(site);
    }
  }

  private void markBad(Site site) {
    errors++;
    bad.add(site.node());
  }
}
