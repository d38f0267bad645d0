package oscc.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Tagged;

/**
 * Makes one tree of a manifest, its bases and its profiles. Every value keeps the place where it
 * was written, so that whatever is wrong with it is shown there.
 */
final class Composition {
  private static final String PROFILES = "profiles";

  private final SchemaNode schema;
  private final Report report;

  private Composition(SchemaNode schema, Report report) {
    this.schema = schema;
    this.report = report;
  }

  /**
   * The tree, unless the report says why there is none. Host paths in it begin at the folder of the
   * manifest itself.
   *
   * @throws IOException if the manifest itself cannot be read
   */
  static Optional<Mapping> of(Manifest manifest, SchemaNode schema, Report report)
      throws IOException {
    List<Bases.Part> parts = Bases.read(manifest.file(), schema, report);
    return parts.isEmpty()
        ? Optional.empty()
        : new Composition(schema, report).of(parts, manifest.profiles());
  }

  private Optional<Mapping> of(List<Bases.Part> parts, List<String> chosen) {
    Bases.Part leaf = parts.getLast();
    Merge merge = new Merge(report);
    Merge silent = new Merge(new Report());
    YamlNode whole = new Mapping(List.of(), false, leaf.root().span());
    YamlNode profiles = whole;
    for (Bases.Part part : parts) {
      Mapping root = new HostPaths(part.file(), leaf.file()).rebase(part.root(), schema);
      whole = merge.merge(whole, without(root), schema);
      profiles = silent.merge(profiles, only(root), schema);
    }
    Mapping known = Untagged.of((Mapping) profiles);
    for (String name : new LinkedHashSet<>(chosen)) {
      if (profile(known, name).isEmpty()) {
        reportUnknown(name, known, leaf);
        return Optional.empty();
      }
      // One that is no mapping is for the schema to report.
      Optional<Mapping> part = mapping(profile((Mapping) profiles, name));
      whole = part.isPresent() ? merge.merge(whole, part.get(), schema) : whole;
    }
    return Optional.of(joined(Untagged.of((Mapping) whole), known, leaf.root()));
  }

  private static Mapping without(Mapping root) {
    return with(root, root.entries().stream().filter(e -> !isProfiles(e)).toList());
  }

  private static Mapping only(Mapping root) {
    return with(root, root.entries().stream().filter(Composition::isProfiles).toList());
  }

  private static Mapping with(Mapping root, List<Entry> entries) {
    return new Mapping(entries, root.flow(), root.span(), root.head());
  }

  private static boolean isProfiles(Entry entry) {
    return entry.key().text().equals(PROFILES);
  }

  private static Optional<Entry> profile(Mapping root, String name) {
    return mapping(root.find(PROFILES)).flatMap(all -> all.find(name));
  }

  private static Optional<Mapping> mapping(Optional<Entry> entry) {
    return entry
        .map(Entry::value)
        .map(v -> v instanceof Tagged tagged ? tagged.value() : v)
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast);
  }

  private void reportUnknown(String name, Mapping root, Bases.Part leaf) {
    Optional<Entry> entry = root.find(PROFILES);
    List<String> names =
        mapping(entry)
            .map(m -> m.entries().stream().map(e -> e.key().text()).toList())
            .orElse(List.of());
    Draft draft =
        report.error(
            Code.OS0118,
            entry.map(e -> e.key().span()).orElse(leaf.root().head()),
            "there is no profile %s".formatted(Quoted.of(name)));
    draft.label(names.isEmpty() ? "no profiles here" : "one of: " + String.join(", ", names));
    Suggestion.of(name, names).ifPresent(n -> draft.help("did you mean `%s`?".formatted(n)));
  }

  private static Mapping joined(Mapping whole, Mapping profiles, Mapping leaf) {
    List<Entry> entries = new ArrayList<>(whole.entries());
    entries.addAll(profiles.entries());
    return new Mapping(entries, leaf.flow(), leaf.span(), leaf.head());
  }
}
