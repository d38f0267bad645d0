package oscc.system;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal to log in at.
 *
 * @param tty its name below {@code /dev}
 * @param baud its speed; 0 leaves it as it is
 * @param term what {@code TERM} says
 */
record Console(String tty, int baud, String term) {
  private static final Pattern WORD = Pattern.compile("console=([A-Za-z][A-Za-z0-9]*)(?:,(.*))?");
  private static final Pattern SPEED = Pattern.compile("([0-9]{2,7}).*");

  /**
   * Stands for the console that the kernel chose; with no {@code console=} it is not known before
   * the machine runs.
   */
  static final Console ACTIVE = new Console("console", 0, "vt100");

  /** The terminals of a kernel command line, each once. */
  static List<Console> of(List<String> cmdline) {
    List<Console> consoles = new ArrayList<>();
    for (String word : cmdline) {
      Matcher m = WORD.matcher(word);
      if (m.matches() && !m.group(1).equals("null")) {
        Console console = of(m.group(1), m.group(2) == null ? "" : m.group(2));
        consoles.removeIf(c -> c.tty().equals(console.tty()));
        consoles.add(console);
      }
    }
    return consoles.isEmpty() ? List.of(ACTIVE) : consoles;
  }

  private static Console of(String name, String options) {
    // tty0 is whichever virtual terminal is in front; one logs in at the first.
    if (name.matches("tty[0-9]+")) {
      return new Console(name.equals("tty0") ? "tty1" : name, 0, "linux");
    }
    Matcher speed = SPEED.matcher(options);
    return new Console(name, speed.matches() ? Integer.parseInt(speed.group(1)) : 0, "vt100");
  }
}
