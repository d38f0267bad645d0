package oscc.template;

import java.util.regex.Pattern;

/** Text of an HTML page. */
public final class HtmlText {
  // What HTML forbids as a character of a text; see "Preprocessing the input stream" in its
  // standard.
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\p{Cs}\\ufffe\\uffff]");

  private HtmlText() {}

  /** The text as the content of an element or of an attribute in double quotes. */
  public static String escape(String text) {
    return FORBIDDEN
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
