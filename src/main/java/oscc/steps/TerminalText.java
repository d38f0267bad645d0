package oscc.steps;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.verdict.LineSplitter;

/**
 * What a console has written as a person reads it, without escape sequences and carriage returns.
 */
final class TerminalText {
  private static final Pattern UNSEEN = Pattern.compile(LineSplitter.ESCAPE.pattern() + "|\r");

  private final String text;

  /** For each character its place in what was written. */
  private final int[] origin;

  private TerminalText(String text, int[] origin) {
    this.text = text;
    this.origin = origin;
  }

  static TerminalText of(String written) {
    StringBuilder text = new StringBuilder();
    int[] origin = new int[written.length()];
    Matcher unseen = UNSEEN.matcher(written);
    int place = 0;
    while (place < written.length()) {
      boolean more = unseen.find();
      int end = more ? unseen.start() : written.length();
      for (int i = place; i < end; i++) {
        origin[text.length()] = i;
        text.append(written.charAt(i));
      }
      place = more ? unseen.end() : end;
    }
    return new TerminalText(text.toString(), Arrays.copyOf(origin, text.length()));
  }

  String text() {
    return text;
  }

  /** Where in what was written the first {@code length} characters end. */
  int written(int length) {
    return length == 0 ? 0 : origin[length - 1] + 1;
  }
}
