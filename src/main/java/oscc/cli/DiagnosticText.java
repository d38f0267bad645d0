package oscc.cli;

import java.util.List;
import java.util.stream.Collectors;
import oscc.diag.Diagnostic;
import oscc.diag.Position;
import oscc.diag.Severity;
import oscc.diag.Span;

/** Renders diagnostics for people: message, place, the line with a caret, and how to mend it. */
public final class DiagnosticText {
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String OFF = "\u001b[0m";

  private final Colour colour;

  /** Whether the reader is a terminal that shows colours. */
  public enum Colour {
    ON,
    OFF
  }

  public DiagnosticText(Colour colour) {
    this.colour = colour;
  }

  /** All of them, with an empty line between two. */
  public String render(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(this::render).collect(Collectors.joining("\n"));
  }

  /** One of them; it ends with a line end. */
  public String render(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    String title = "%s[%s]".formatted(diagnostic.severity().word(), diagnostic.code());
    out.append(paint(title, colourOf(diagnostic.severity())))
        .append(paint(": " + diagnostic.message(), BOLD))
        .append('\n');
    int gutter =
        diagnostic.span().map(s -> String.valueOf(s.position().line()).length()).orElse(1) + 1;
    diagnostic.span().ifPresent(s -> place(diagnostic, s, gutter, out));
    if (diagnostic.span().isEmpty() && !diagnostic.label().isEmpty()) {
      footer("note", diagnostic.label(), gutter, out);
    }
    diagnostic.help().forEach(h -> footer("help", h, gutter, out));
    diagnostic.related().forEach(r -> related(r, gutter, out));
    return out.toString();
  }

  private void place(Diagnostic diagnostic, Span span, int gutter, StringBuilder out) {
    Position start = span.position();
    Position end = span.endPosition();
    String line = span.source().line(start.line());
    int lineEnd = line.codePointCount(0, line.length()) + 1;
    int to = end.line() == start.line() ? end.column() : lineEnd;
    Snippet snippet = Snippet.of(line, start.column() - 1, to - 1);
    String blank = " ".repeat(gutter);
    String carets = "^".repeat(Math.max(1, snippet.end() - snippet.start()));
    String label = diagnostic.label().isEmpty() ? "" : " " + diagnostic.label();
    out.append(blank).append(paint("-->", BLUE)).append(' ').append(span).append('\n');
    out.append(blank).append(paint(" |", BLUE)).append('\n');
    out.append(paint(" %s |".formatted(start.line()), BLUE))
        .append(snippet.text().isEmpty() ? "" : " " + snippet.text())
        .append('\n');
    out.append(blank)
        .append(paint(" |", BLUE))
        .append(" ".repeat(snippet.start() + 1))
        .append(paint(carets + label, colourOf(diagnostic.severity())))
        .append('\n');
  }

  private void related(Diagnostic.Related related, int gutter, StringBuilder out) {
    footer("note", "%s: %s".formatted(related.message(), related.span()), gutter, out);
  }

  private void footer(String kind, String text, int gutter, StringBuilder out) {
    out.append(" ".repeat(gutter))
        .append(paint(" = ", BLUE))
        .append(paint(kind, BOLD))
        .append(": ")
        .append(text)
        .append('\n');
  }

  private static String colourOf(Severity severity) {
    return switch (severity) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case NOTE -> BLUE;
    };
  }

  private String paint(String text, String style) {
    return colour == Colour.ON ? style + text + OFF : text;
  }
}
