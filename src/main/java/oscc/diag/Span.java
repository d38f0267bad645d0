package oscc.diag;

/** A stretch of a source text, as half-open offsets; it may be empty. */
public record Span(SourceText source, int start, int end) {

  public Span {
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException("span %d..%d".formatted(start, end));
    }
  }

  /** Where the span begins. */
  public Position position() {
    return source.position(start);
  }

  /** Where the span ends, exclusive. */
  public Position endPosition() {
    return source.position(end);
  }

  /**
   * The line where the span begins, without what else stands there: the value beside a key may be a
   * secret.
   */
  public String excerpt() {
    int lineStart = source.text().lastIndexOf('\n', start - 1) + 1;
    String line = source.line(position().line());
    int from = Math.min(start - lineStart, line.length());
    // What stands in brackets has values of its own.
    boolean holdsMore = line.startsWith("{", from) || line.startsWith("[", from);
    int to = holdsMore ? from + 1 : Math.clamp(end - lineStart, from, line.length());
    String before = line.substring(0, from);
    return (before.matches("[ -]*") ? before : "… ") + line.substring(from, to) + rest(line, to);
  }

  private static String rest(String line, int from) {
    String rest = line.substring(from).strip();
    if (rest.isEmpty() || rest.equals(":")) {
      return rest;
    }
    return rest.startsWith(":") ? ": …" : " …";
  }

  /** {@code file:line:column}, for messages in a single line. */
  @Override
  public String toString() {
    return "%s:%s:%s".formatted(source.name(), position().line(), position().column());
  }
}
