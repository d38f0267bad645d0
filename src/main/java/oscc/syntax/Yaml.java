package oscc.syntax;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;

/**
 * Parses YAML 1.2, core schema, as a tree: one document, distinct keys, no anchors, no tags but
 * those of {@link YamlNode.Tag}. So every value has one place in the text, and a small text cannot
 * stand for a large tree.
 */
public final class Yaml {

  private Yaml() {}

  /** The document of a text, unless the report has errors about its syntax. */
  public static Optional<YamlNode> parse(SourceText source, Report report) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(source.name()).setCodePointLimit(Integer.MAX_VALUE).build();
    Offsets offsets = new Offsets(source);
    try {
      ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
      TreeBuilder builder = new TreeBuilder(parser, offsets, report);
      Optional<YamlNode> root = builder.document();
      return builder.failed() ? Optional.empty() : root;
    } catch (TreeBuilder.Abandoned e) {
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      SyntaxWords.report(e, offsets, report);
      return Optional.empty();
    } catch (ReaderException e) {
      int at = Math.min(e.getPosition(), source.text().length());
      report.error(
          Code.OS0003,
          new Span(source, at, at),
          "control character U+%04X".formatted(e.getCodePoint()));
      return Optional.empty();
    }
  }

  /** Whether an event is of a kind. */
  static boolean is(Event event, Event.ID id) {
    return event.getEventId() == id;
  }
}
