package oscc.diag;

/**
 * A text that the user wrote, and the name under which to show it. Offsets into it count UTF-16
 * code units; they become lines and columns only when something is shown.
 */
public record SourceText(String name, String text) {

  /** The position of {@code offset}; one past the end is allowed. */
  public Position position(int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new Position(line, text.codePointCount(lineStart, offset) + 1);
  }

  /** The line with this number, counted from 1, without its line end. */
  public String line(int number) {
    int start = 0;
    for (int i = 1; i < number; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
