package oscc.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts what a console says into lines, and takes out what only a terminal understands. */
public final class LineSplitter {
  // Firmware places the cursor instead of ending lines; see "CUP" in ECMA-48.
  private static final Pattern CURSOR = Pattern.compile("\u001b\\[[0-9;]*[Hf]");

  /**
   * What a terminal obeys instead of showing it: control sequences, and what chooses a character
   * set or stands alone; see ECMA-48.
   */
  public static final Pattern ESCAPE =
      Pattern.compile("\u001b(\\[[0-?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[=>78cDEHM])");

  // C1 too, and halves of surrogate pairs, which no log could hold.
  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\x{d800}-\\x{dfff}]");
  private static final Pattern LINE_END = Pattern.compile("[\r\n]+");

  // A console that never ends its line must not fill the memory.
  private static final int LONGEST = 1 << 14;

  private final StringBuilder rest = new StringBuilder();

  /** The lines that end in this stretch of text; empty ones are left out. */
  public List<ConsoleLine> accept(Duration at, String text) {
    rest.append(text);
    int end = Math.max(rest.lastIndexOf("\n"), rest.lastIndexOf("\r"));
    if (end < 0 && rest.length() < LONGEST) {
      return List.of();
    }
    return cut(at, end < 0 ? rest.length() : end + 1);
  }

  /** What is left when the console ends. */
  public List<ConsoleLine> finish(Duration at) {
    return cut(at, rest.length());
  }

  private List<ConsoleLine> cut(Duration at, int end) {
    String whole = CURSOR.matcher(rest.substring(0, end)).replaceAll("\n");
    rest.delete(0, end);
    List<ConsoleLine> lines = new ArrayList<>();
    for (String raw : LINE_END.split(ESCAPE.matcher(whole).replaceAll(""), -1)) {
      String line = CONTROL.matcher(raw).replaceAll("").stripTrailing();
      if (!line.isBlank()) {
        lines.add(new ConsoleLine(at, line));
      }
    }
    return lines;
  }
}
