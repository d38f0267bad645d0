package oscc.cli;

/**
 * A line of a source text as it is shown: one column per code point, cut to a window around the
 * stretch that is pointed at. Both ends count columns from 0.
 */
record Snippet(String text, int start, int end) {
  private static final int WIDTH = 100;
  private static final int BEFORE = 60;
  private static final String CUT = "…";

  /** The line, of which the code points from {@code start} to {@code end} are pointed at. */
  static Snippet of(String line, int start, int end) {
    int[] shown = line.codePoints().map(Snippet::visible).toArray();
    if (shown.length <= WIDTH) {
      return new Snippet(new String(shown, 0, shown.length), start, end);
    }
    int from = start <= BEFORE ? 0 : Math.min(start - BEFORE, shown.length - WIDTH);
    int to = Math.min(shown.length, from + WIDTH);
    String head = from > 0 ? CUT : "";
    String tail = to < shown.length ? CUT : "";
    int shift = head.length() - from;
    String text = head + new String(shown, from, to - from) + tail;
    return new Snippet(text, start + shift, Math.min(end, to) + shift);
  }

  /** A control character could move the cursor or end the line. */
  private static int visible(int codePoint) {
    if (codePoint == '\t') {
      return ' ';
    }
    boolean directs = Character.getType(codePoint) == Character.FORMAT;
    return Character.isISOControl(codePoint) || directs ? '\ufffd' : codePoint;
  }
}
