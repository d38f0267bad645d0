package oscc.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import oscc.fstree.Survey;

/**
 * A line of a shell script with its continuations, as words. It knows only as much of a shell as
 * the constant lines of maintainer scripts take.
 *
 * @param line its number, counted from one
 */
record ShellCommand(int line, String text) {

  /** All lines of a script. */
  static Stream<ShellCommand> commands(Survey.TextFile script) {
    List<ShellCommand> commands = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    int first = 0;
    int number = 0;
    for (String line : script.text().lines().toList()) {
      number++;
      first = whole.isEmpty() ? number : first;
      if (line.endsWith("\\")) {
        whole.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      commands.add(new ShellCommand(first, whole.append(line).toString().strip()));
      whole.setLength(0);
    }
    return commands.stream();
  }

  boolean isComment() {
    return text.isEmpty() || text.startsWith("#");
  }

  /** The words after a program's name, up to the end of the command; empty if it is not called. */
  List<String> wordsAfter(String program) {
    // Most lines of most scripts do not, and are asked for several programs.
    if (isComment() || !text.contains(program)) {
      return List.of();
    }
    List<String> words = List.of(text.split("\\s+"));
    int at = words.indexOf(program);
    if (at < 0) {
      return List.of();
    }
    return words.subList(at + 1, words.size()).stream()
        .takeWhile(word -> !word.matches("[|&;<>].*|[0-9]>.*|then|do|\\)"))
        .map(word -> word.replaceAll("^['\"]|['\"];?$|;$", ""))
        .toList();
  }
}
