package oscc.commandline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The help of a command: synopsis, description, operands, options, footer. */
final class HelpText {
  private static final int WIDTH = 90;

  private final Syntax syntax;
  private final List<Option<?>> options;
  private final StringBuilder text = new StringBuilder();

  HelpText(Syntax syntax) {
    this.syntax = syntax;
    this.options = sorted(syntax);
  }

  /** The options in the order in which people are told of them. */
  static List<Option<?>> sorted(Syntax syntax) {
    return syntax.options().stream()
        .sorted(Comparator.<Option<?>, String>comparing(Option::sortKey))
        .toList();
  }

  String render() {
    synopsis();
    lines(syntax.description());
    int column = 3 + Math.max(widestOperand(), widestOption());
    syntax.operands().forEach(o -> entry("      " + o.shown(), o.description(), column));
    options.forEach(o -> entry(o.heading(), o.description(), column));
    lines(syntax.footer());
    return text.toString();
  }

  /** Letters, then flags, then what takes a value, then operands. */
  private void synopsis() {
    List<String> words = new ArrayList<>();
    options.stream()
        .filter(o -> o.isFlag() && o.hasLetter())
        .map(Option::shown)
        .forEach(words::add);
    options.stream()
        .filter(o -> o.isFlag() && !o.hasLetter())
        .map(Option::shown)
        .forEach(words::add);
    options.stream().filter(o -> !o.isFlag()).map(Option::shown).forEach(words::add);
    syntax.operands().stream().map(Operand::shown).forEach(words::add);
    String start = "Usage: " + syntax.name();
    StringBuilder line = new StringBuilder(start);
    for (String word : words) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(" ".repeat(start.length()));
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  private int widestOperand() {
    return syntax.operands().stream().mapToInt(o -> 6 + o.shown().length()).max().orElse(0);
  }

  private int widestOption() {
    return options.stream().mapToInt(o -> o.heading().length()).max().orElse(0);
  }

  private void entry(String heading, String description, int column) {
    text.append(heading).append(" ".repeat(column - heading.length()));
    text.append(description).append('\n');
  }

  private void lines(List<String> lines) {
    lines.forEach(line -> text.append(line).append('\n'));
  }
}
