package oscc.json;

import java.util.Iterator;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Writes JSON in one form: members sorted by name, and either without white space (canonical, for
 * digests) or indented by two blanks with a line end at the end (for files that people read).
 */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  /** The text whose digest stands for the value. */
  public static String canonical(JsonValue value) {
    JsonWriter writer = new JsonWriter(false);
    writer.write(value, 0);
    return writer.out.toString();
  }

  /** The text for a file. */
  public static String pretty(JsonValue value) {
    JsonWriter writer = new JsonWriter(true);
    writer.write(value, 0);
    return writer.out.append('\n').toString();
  }

  private void write(JsonValue value, int depth) {
    switch (value) {
      case JsonValue.Obj object -> writeObject(object, depth);
      case JsonValue.Arr array -> writeArray(array, depth);
      case JsonValue.Str string -> writeString(string.text());
      case JsonValue.Num number -> out.append(number.value());
      case JsonValue.Bool bool -> out.append(bool.value());
      case JsonValue.Null none -> out.append("null");
    }
  }

  private void writeObject(JsonValue.Obj object, int depth) {
    out.append('{');
    for (var it = new TreeMap<>(object.members()).entrySet().iterator(); it.hasNext(); ) {
      var member = it.next();
      newLine(depth + 1);
      writeString(member.getKey());
      out.append(indented ? ": " : ":");
      write(member.getValue(), depth + 1);
      out.append(it.hasNext() ? "," : "");
    }
    close('}', depth, object.members().isEmpty());
  }

  private void writeArray(JsonValue.Arr array, int depth) {
    out.append('[');
    for (Iterator<JsonValue> it = array.items().iterator(); it.hasNext(); ) {
      JsonValue item = it.next();
      newLine(depth + 1);
      write(item, depth + 1);
      out.append(it.hasNext() ? "," : "");
    }
    close(']', depth, array.items().isEmpty());
  }

  private void close(char bracket, int depth, boolean empty) {
    if (!empty) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void writeString(String text) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c == 0x7f || Character.isSurrogate(c)) {
        out.append(text, written, i).append(escape(c));
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
    };
  }
}
