package oscc.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.syntax.SourceFile;
import oscc.syntax.Yaml;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

/**
 * Reads a manifest and all that it extends, in the order in which they are laid over each other.
 */
final class Bases {
  private final SchemaNode schema;
  private final Report report;
  private final List<Part> parts = new ArrayList<>();
  private final Set<Path> read = new HashSet<>();
  private final List<Path> way = new ArrayList<>();
  private boolean sound = true;

  private Bases(SchemaNode schema, Report report) {
    this.schema = schema;
    this.report = report;
  }

  /**
   * One file of a manifest.
   *
   * @param file as it is shown
   */
  record Part(Path file, SourceText source, Mapping root) {}

  /**
   * The files, the manifest itself last; none if the report says why.
   *
   * @throws IOException if the manifest itself cannot be read
   */
  static List<Part> read(Path manifest, SchemaNode schema, Report report) throws IOException {
    Bases bases = new Bases(schema, report);
    Optional<SourceText> source = SourceFile.read(manifest, report);
    if (source.isEmpty()) {
      return List.of();
    }
    bases.read(manifest, source.get());
    return bases.sound ? bases.parts : List.of();
  }

  private void read(Path shown, SourceText source) throws IOException {
    Path real = shown.toRealPath();
    read.add(real);
    Optional<YamlNode> root = Yaml.parse(source, report);
    if (root.isEmpty()) {
      sound = false;
      return;
    }
    if (!(root.get() instanceof Mapping mapping)) {
      reportKind(root.get());
      sound = false;
      return;
    }
    for (Scalar base : bases(mapping)) {
      way.add(real);
      readBase(shown, base);
      way.removeLast();
    }
    parts.add(new Part(shown, source, mapping));
  }

  private void reportKind(YamlNode root) {
    if (root instanceof YamlNode.Tagged tagged) {
      report
          .error(Code.OS0117, tagged.span(), "a manifest as a whole has no tag")
          .help("tags stand at values, to change what a base says");
    } else {
      SchemaCheck.check(root, schema, report);
    }
  }

  /** What is wrong with the key's own shape is for the schema to say. */
  private List<Scalar> bases(Mapping root) {
    return root.find("extends").map(YamlNode.Entry::value).flatMap(this::untagged).stream()
        .filter(Sequence.class::isInstance)
        .flatMap(list -> ((Sequence) list).items().stream())
        .flatMap(item -> untagged(item).stream())
        .filter(Scalar.class::isInstance)
        .map(Scalar.class::cast)
        .filter(scalar -> scalar.kind() == YamlNode.Kind.STRING)
        .toList();
  }

  /** Each file says for itself what it extends, so there is nothing to take away or replace. */
  private Optional<YamlNode> untagged(YamlNode node) {
    if (!(node instanceof YamlNode.Tagged tagged)) {
      return Optional.of(node);
    }
    sound = false;
    report
        .error(Code.OS0117, tagged.span(), "a tag has no meaning in `extends`")
        .path("/extends")
        .label("leave the tag out")
        .help("what a file extends is not laid over what its bases extend");
    return Optional.empty();
  }

  private void readBase(Path from, Scalar base) throws IOException {
    Optional<Path> found = locate(from, base);
    if (found.isEmpty()) {
      sound = false;
      return;
    }
    Path shown = found.get();
    Path real = shown.toRealPath();
    if (way.contains(real)) {
      reportCircle(real, shown, base);
    } else if (!read.contains(real)) {
      Optional<SourceText> source = text(shown, base);
      if (source.isEmpty()) {
        sound = false;
        return;
      }
      report.includes(source.get(), "`%s` extends it here".formatted(from), base.span());
      read(shown, source.get());
    }
  }

  private Optional<Path> locate(Path from, Scalar base) {
    String written = base.text();
    if (Inputs.isUrl(written)) {
      error(base, "a base is a file, not a URL").help("keep a copy of it beside the manifest");
      return Optional.empty();
    }
    Path shown;
    try {
      shown = from.resolveSibling(written).normalize();
    } catch (InvalidPathException e) {
      error(base, "%s cannot be a file's name".formatted(Quoted.of(written)));
      return Optional.empty();
    }
    if (Files.isRegularFile(shown)) {
      return Optional.of(shown);
    }
    boolean there = Files.exists(shown);
    String what = there ? "%s is not a regular file" : "%s is not there";
    error(base, what.formatted(Quoted.of(written)))
        .label(there ? "expected a manifest" : "looked for beside this file");
    return Optional.empty();
  }

  private Optional<SourceText> text(Path shown, Scalar base) {
    try {
      return SourceFile.read(shown, report);
    } catch (IOException e) {
      error(base, "%s cannot be read".formatted(Quoted.of(base.text())))
          .label(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Draft error(Scalar base, String message) {
    return report.error(Code.OS0114, base.span(), message).path("/extends");
  }

  /** The report itself tells how we came here, which is the rest of the circle. */
  private void reportCircle(Path real, Path shown, Scalar base) {
    sound = false;
    boolean itself = way.getLast().equals(real);
    String message =
        itself ? "`%s` extends itself".formatted(shown) : "manifests extend each other in a circle";
    report
        .error(Code.OS0115, base.span(), message)
        .path("/extends")
        .label("leads back to `%s`".formatted(shown))
        .help("move what they share into a base of its own");
  }
}
