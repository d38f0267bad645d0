package oscc.manifest;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;
import oscc.syntax.YamlNode.Tagged;

/**
 * Writes the paths of a base as the manifest that extends it would write them: relative to its own
 * folder. So a machine is the same, and has the same build id, whether its manifest is one file or
 * several.
 */
final class HostPaths {
  private final Path from;
  private final Path to;

  /** Rewrites paths that were written in the file {@code base} for the file {@code manifest}. */
  HostPaths(Path base, Path manifest) {
    this.from = folder(base);
    this.to = folder(manifest);
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().resolveSibling("");
  }

  /** The same tree with every host path rewritten. */
  Mapping rebase(Mapping mapping, SchemaNode schema) {
    return from.equals(to) ? mapping : mapping(mapping, schema);
  }

  private YamlNode node(YamlNode node, SchemaNode schema) {
    return switch (node) {
      case Mapping mapping -> mapping(mapping, schema);
      case Sequence list ->
          new Sequence(
              list.items().stream().map(i -> node(i, schema.item())).toList(),
              list.flow(),
              list.span(),
              list.head());
      case Tagged tagged -> new Tagged(tagged.tag(), node(tagged.value(), schema), tagged.span());
      case Scalar scalar when schema.isHostPath() && scalar.kind() == YamlNode.Kind.STRING ->
          new Scalar(path(scalar.text()), scalar.kind(), scalar.span());
      case Scalar scalar -> scalar;
    };
  }

  private Mapping mapping(Mapping mapping, SchemaNode schema) {
    return new Mapping(
        mapping.entries().stream()
            .map(e -> new Entry(e.key(), node(e.value(), schema.under(e.key().text()))))
            .toList(),
        mapping.flow(),
        mapping.span(),
        mapping.head());
  }

  private String path(String written) {
    // A tilde is not expanded; the message that says so wants to see it in front.
    if (written.isEmpty() || written.startsWith("~") || Inputs.isUrl(written)) {
      return written;
    }
    try {
      Path path = Path.of(written);
      if (path.isAbsolute()) {
        return written;
      }
      String seen = to.relativize(from.resolve(path).normalize()).toString();
      return (seen.isEmpty() ? "." : seen) + (written.endsWith("/") ? "/" : "");
    } catch (InvalidPathException e) {
      return written;
    }
  }
}
