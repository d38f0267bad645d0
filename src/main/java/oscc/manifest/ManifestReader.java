package oscc.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Report;
import oscc.diag.Severity;
import oscc.diag.SourceText;
import oscc.syntax.SourceFile;
import oscc.syntax.Yaml;
import oscc.syntax.YamlNode;

/** Reads a manifest: syntax, then schema, then rules across keys, then the typed records. */
public final class ManifestReader {
  private static final SchemaNode SCHEMA = Schema.load();

  private ManifestReader() {}

  /**
   * The machine that a manifest describes, unless the report has errors about it.
   *
   * @throws IOException if the file cannot be read; the message names it
   */
  public static Optional<Machine> read(Path file, Report report) throws IOException {
    return read(file, SCHEMA, report);
  }

  static Optional<Machine> read(Path file, SchemaNode schema, Report report) throws IOException {
    Optional<SourceText> source = SourceFile.read(file, report);
    Optional<YamlNode> root = source.flatMap(s -> Yaml.parse(s, report));
    if (root.isEmpty()) {
      return Optional.empty();
    }
    long before = errors(report);
    Set<YamlNode> bad = SchemaCheck.check(root.get(), schema, report);
    if (!(root.get() instanceof YamlNode.Mapping)) {
      return Optional.empty();
    }
    Fields fields = new Fields(Site.root(root.get()), bad);
    Inputs inputs = new Inputs(file.toAbsolutePath().normalize().resolveSibling(""));
    Rules.check(fields, inputs, report);
    if (errors(report) > before) {
      return Optional.empty();
    }
    return Optional.of(new Binder(inputs).machine(fields));
  }

  private static long errors(Report report) {
    return report.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).count();
  }
}
