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

  /** {@code file:line:column}, for messages in a single line. */
  @Override
  public String toString() {
    return "%s:%d:%d".formatted(source.name(), position().line(), position().column());
  }
}
