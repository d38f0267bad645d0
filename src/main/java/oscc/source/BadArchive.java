package oscc.source;

import java.io.IOException;

/** An archive is broken, or asks for what no package may do. */
public final class BadArchive extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Names the archive, the entry, what is wrong with it and how to mend it; an empty entry is left
   * out.
   */
  BadArchive(String archive, String entry, String what, String mend) {
    super(message(archive, entry, what, mend));
  }

  private static String message(String archive, String entry, String what, String mend) {
    String place = entry.isEmpty() ? archive : "%s: `%s`".formatted(archive, printable(entry));
    return "%s: %s (%s)".formatted(place, what, mend);
  }

  /** Names come from strangers: nothing in them may move the cursor or flood the terminal. */
  private static String printable(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 300 ? plain : plain.substring(0, 300) + "…";
  }
}
