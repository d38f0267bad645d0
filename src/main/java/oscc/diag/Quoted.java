package oscc.diag;

/** Shows a piece of the user's text in a message: in backticks, on one line, and not too long. */
public final class Quoted {
  private static final int LIMIT = 60;

  private Quoted() {}

  /** The text in backticks. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder("`");
    int shown = Math.min(text.length(), LIMIT);
    if (shown < text.length() && Character.isHighSurrogate(text.charAt(shown - 1))) {
      shown--;
    }
    text.substring(0, shown)
        .codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.append(shown < text.length() ? "…`" : "`").toString();
  }
}
