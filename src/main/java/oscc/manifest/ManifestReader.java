package oscc.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Report;
import oscc.diag.Severity;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Mapping;

/**
 * Reads a manifest: syntax, then its bases and profiles, then schema, then rules across keys, then
 * the typed records.
 */
public final class ManifestReader {
  private static final SchemaNode SCHEMA = Schema.load();

  private ManifestReader() {}

  /**
   * The machine that a manifest describes, unless the report has errors about it.
   *
   * @throws IOException if the file cannot be read; the message names it
   */
  public static Optional<Machine> read(Manifest manifest, Report report) throws IOException {
    return read(manifest, SCHEMA, report);
  }

  /** The machine that a file describes when none of its profiles is chosen. */
  public static Optional<Machine> read(Path file, Report report) throws IOException {
    return read(Manifest.of(file), report);
  }

  static Optional<Machine> read(Manifest manifest, SchemaNode schema, Report report)
      throws IOException {
    return readPlaced(manifest, schema, report).map(PlacedMachine::machine);
  }

  /** The machine that a manifest describes, with the places of its keys. */
  public static Optional<PlacedMachine> readPlaced(Manifest manifest, Report report)
      throws IOException {
    return readPlaced(manifest, SCHEMA, report);
  }

  private static Optional<PlacedMachine> readPlaced(
      Manifest manifest, SchemaNode schema, Report report) throws IOException {
    Inputs inputs = new Inputs(manifest.file().toAbsolutePath().normalize().resolveSibling(""));
    return check(manifest, schema, inputs, report)
        .map(fields ->
            new PlacedMachine(
                new Binder(inputs).machine(fields), new Places(fields.site().node())));
  }

  /** The manifest as one file with every default, unless the report has errors about it. */
  public static Optional<ResolvedManifest> resolve(Manifest manifest, Report report)
      throws IOException {
    Inputs inputs = new Inputs(manifest.file().toAbsolutePath().normalize().resolveSibling(""));
    return check(manifest, SCHEMA, inputs, report)
        .map(fields -> new ResolvedManifest(Defaults.fill(fields, SCHEMA)));
  }

  private static Optional<Fields> check(
      Manifest manifest, SchemaNode schema, Inputs inputs, Report report) throws IOException {
    long before = errors(report);
    Optional<Mapping> root = Composition.of(manifest, schema, report);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Set<YamlNode> bad = SchemaCheck.check(root.get(), schema, report);
    Fields fields = new Fields(Site.root(root.get()), bad);
    Rules.check(fields, inputs, report);
    return errors(report) > before ? Optional.empty() : Optional.of(fields);
  }

  private static long errors(Report report) {
    return report.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).count();
  }
}
