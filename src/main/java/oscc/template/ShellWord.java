package oscc.template;

import java.util.regex.Pattern;

/** Words of a POSIX shell script. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /**
   * The text as one word of a shell script, in single quotes where it needs them. As a command's
   * name a word with {@code =} could be an assignment: this is for arguments and values.
   */
  public static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in a shell word");
    }
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
