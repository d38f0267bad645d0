package oscc.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Kind;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

/** Writes a tree as YAML in block style, such that {@link Yaml} reads the same tree from it. */
public final class YamlText {
  /**
   * What needs no quotes, in this YAML and in older ones; what looks like a number is not in it.
   */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/.$][\\w/.$@%=+~,:*-]*(?: [\\w/.$@%=+~,:*-]+)*+(?<!:)");

  /** Truth values of older YAML. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  /** Lines that a literal block keeps: no control characters, none that is blank but not empty. */
  private static final Pattern LITERAL =
      Pattern.compile("[^\\s\\p{Cntrl}].*+\n(?:(?:[ \\t]*+\\S.*+)?\n)*+", Pattern.UNIX_LINES);

  private final StringBuilder out = new StringBuilder();
  private final Function<Scalar, String> comment;

  private YamlText(Function<Scalar, String> comment) {
    this.comment = comment;
  }

  /**
   * A document.
   *
   * @param comment what to write behind a single value; nothing if empty
   */
  public static String render(Mapping root, Function<Scalar, String> comment) {
    YamlText text = new YamlText(comment);
    text.entries(root, "");
    return text.out.toString();
  }

  private void entries(Mapping mapping, String indent) {
    String before = "";
    for (Entry entry : mapping.entries()) {
      out.append(before).append(word(entry.key().text())).append(':');
      value(entry.value(), indent);
      before = indent;
    }
  }

  /** What stands behind a colon; a nested collection begins on a line of its own. */
  private void value(YamlNode node, String indent) {
    switch (node) {
      case Mapping mapping when mapping.entries().isEmpty() -> out.append(" {}\n");
      case Mapping mapping -> {
        out.append("\n").append(indent).append("  ");
        entries(mapping, indent + "  ");
      }
      case Sequence list when list.items().isEmpty() -> out.append(" []\n");
      case Sequence list -> {
        out.append('\n');
        items(list.items(), indent + "  ");
      }
      case Scalar scalar -> {
        out.append(' ');
        scalar(scalar, indent + "  ");
      }
      case YamlNode.Tagged tagged -> {
        out.append(' ').append(tagged.tag().word());
        value(tagged.value(), indent);
      }
    }
  }

  private void items(List<YamlNode> items, String indent) {
    for (YamlNode item : items) {
      out.append(indent).append('-');
      if (item instanceof Mapping mapping && !mapping.entries().isEmpty()) {
        out.append(' ');
        entries(mapping, indent + "  ");
      } else {
        value(item, indent);
      }
    }
  }

  private void scalar(Scalar scalar, String indent) {
    String text = scalar.text();
    boolean literal = scalar.kind() == Kind.STRING && isLiteral(text);
    out.append(literal ? "|" : scalar.kind() == Kind.STRING ? word(text) : text);
    String said = comment.apply(scalar);
    out.append(said.isEmpty() ? "" : "  # " + said).append('\n');
    if (literal) {
      text.lines()
          .forEach(line -> out.append(line.isEmpty() ? "" : indent).append(line).append('\n'));
    }
  }

  private static boolean isLiteral(String text) {
    return text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isVisible(c))
        && LITERAL.matcher(text).matches()
        && !text.endsWith("\n\n");
  }

  private static String word(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !text.contains(": ")
            && !WORDS.contains(text.toLowerCase(Locale.ROOT))
            && CoreSchema.kindOf(text) == Kind.STRING;
    return plain ? text : quoted(text);
  }

  /** YAML 1.2.2, section 7.3.1, "Double-Quoted Style". */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (isVisible(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append((c > 0xffff ? "\\U%08x" : "\\u%04x").formatted(c));
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }
}
