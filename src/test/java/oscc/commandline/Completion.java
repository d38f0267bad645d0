package oscc.commandline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Writes shell completion from the syntax of the commands. */
@NullMarked
public final class Completion {
  private static final String FILES = "files";
  private static final String FOLDERS = "folders";
  private static final String NOTHING = "";

  /** What a value can be, by how the help calls it; else the words that there are. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("ACTION", "du gc verify"),
          Map.entry("AGE", NOTHING),
          Map.entry("ARGUMENT", FILES),
          Map.entry("COMMAND", NOTHING),
          Map.entry("DIR", FOLDERS),
          Map.entry("FILE", FILES),
          Map.entry("FORMAT", "text json"),
          Map.entry("KIND=FILE", NOTHING),
          Map.entry("MACHINE", FILES),
          Map.entry("MANIFEST", FILES),
          Map.entry("N", NOTHING),
          Map.entry("NAME", NOTHING),
          Map.entry("PART", "root initrd machine rootfs"),
          Map.entry("PATH", NOTHING),
          Map.entry("SECONDS", NOTHING),
          Map.entry("SIZE", NOTHING),
          Map.entry("USER", NOTHING),
          Map.entry("WAY", "direct ipxe-bios ipxe-uefi all"));

  private static final String BASH_HEAD =
      """
      # Completes oscc in bash. Made from the syntax of the commands; a test keeps it current.
      _oscc() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
        local command='' options='' operands='' values='' i
        # Readline takes --out=DIR for three words.
        if [[ $word == = ]]; then
          word=''
        elif [[ $before == = ]]; then
          before=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        for ((i = 1; i < COMP_CWORD; i++)); do
          if [[ ${COMP_WORDS[i]} != -* ]]; then
            command=${COMP_WORDS[i]}
            break
          fi
        done
        case $command in
      """;

  private static final String BASH_TAIL =
      """
          *) return ;;
        esac
        values=$operands
        case $before in
      OPTIONS
          *) [[ $word != -* ]] || values=$options ;;
        esac
        case $values in
          files) compopt -o filenames && mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
          folders) compopt -o filenames && mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
          *) mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word") ;;
        esac
      }
      complete -F _oscc oscc
      """;

  private Completion() {}

  /** For bash. */
  public static String bash(Syntax top, List<Syntax> commands) {
    StringBuilder out = new StringBuilder(BASH_HEAD);
    String names = String.join(" ", commands.stream().map(Completion::word).toList());
    out.append("    '') options='%s' operands='%s' ;;\n".formatted(names(top), names));
    for (Syntax command : commands) {
      out.append("    %s) options='%s'".formatted(word(command), names(command)));
      out.append(" operands='%s' ;;\n".formatted(operands(command)));
    }
    StringBuilder values = new StringBuilder();
    valuesByOption(commands)
        .forEach(
            (names1, value) -> values.append("    %s) values='%s' ;;\n".formatted(names1, value)));
    return out + BASH_TAIL.replace("OPTIONS\n", values);
  }

  /** For fish. */
  public static String fish(Syntax top, List<Syntax> commands) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Completes oscc in fish. Made from the syntax of the commands; a test keeps it current.");
    lines.add("complete -c oscc -f");
    top.options().forEach(o -> lines.add("complete -c oscc -n __fish_use_subcommand" + fish(o)));
    for (Syntax command : commands) {
      String about = fishQuote(command.description().getFirst());
      lines.add(
          "complete -c oscc -n __fish_use_subcommand -a %s -d %s".formatted(word(command), about));
      String when = "complete -c oscc -n '__fish_seen_subcommand_from %s'".formatted(word(command));
      command.options().forEach(o -> lines.add(when + fish(o)));
      String operands = operands(command);
      if (operands.equals(FILES)) {
        lines.add(when + " -F");
      } else if (!operands.isEmpty()) {
        lines.add("%s -a '%s'".formatted(when, operands));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String fish(Option<?> option) {
    String line = " -l " + option.name().substring(2);
    if (option.hasLetter()) {
      line += " -s " + option.sortKey();
    }
    line += " -d " + fishQuote(option.description());
    String value = option.isFlag() ? "" : value(option.label());
    return switch (value) {
      case FILES -> line + " -r -F";
      case FOLDERS -> line + " -x -a '(__fish_complete_directories)'";
      default -> option.isFlag() ? line : line + " -x -a '%s'".formatted(value);
    };
  }

  private static String fishQuote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String word(Syntax command) {
    return command.name().substring(command.name().indexOf(' ') + 1);
  }

  private static String names(Syntax syntax) {
    return String.join(" ", HelpText.sorted(syntax).stream().map(Option::name).toList());
  }

  private static String operands(Syntax command) {
    return command.operands().isEmpty() ? NOTHING : value(command.operands().getFirst().label());
  }

  /** By option, as a pattern of all its forms; one name means the same in every command. */
  private static Map<String, String> valuesByOption(List<Syntax> commands) {
    Map<String, String> values = new LinkedHashMap<>();
    Stream<Option<?>> options = commands.stream().flatMap(c -> HelpText.sorted(c).stream());
    options
        .filter(o -> !o.isFlag())
        .forEach(o -> {
          String forms = o.hasLetter() ? "%s | -%s".formatted(o.name(), o.sortKey()) : o.name();
          String other = values.put(forms, value(o.label()));
          if (other != null && !other.equals(value(o.label()))) {
            throw new IllegalStateException(o.name() + " takes other values elsewhere");
          }
        });
    return values;
  }

  private static String value(String label) {
    String value = VALUES.get(label);
    if (value == null) {
      throw new IllegalStateException("say in VALUES how a shell completes " + label);
    }
    return value;
  }
}
