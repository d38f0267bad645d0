package oscc.commandline;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command takes, and what its help says.
 *
 * @param name with the program's name in front, such as {@code oscc build}
 * @param description lines for people
 * @param footer lines behind everything else
 * @param order where options may stand
 */
public record Syntax(
    String name,
    List<String> description,
    List<Option<?>> options,
    List<Operand> operands,
    List<String> footer,
    Order order) {

  /** Every command has this option. */
  public static final Option<Boolean> HELP = Option.flag("--help", "Print this help.").or("-h");

  public Syntax {
    description = List.copyOf(description);
    options = List.copyOf(options);
    operands = List.copyOf(operands);
    footer = List.copyOf(footer);
  }

  /** Where options may stand. */
  public enum Order {
    ANY,
    /** What follows the first operand is not oscc's. */
    OPTIONS_FIRST
  }

  /** A command that takes no more than {@code --help}. */
  public static Syntax of(String name, String... description) {
    return new Syntax(name, List.of(description), List.of(HELP), List.of(), List.of(), Order.ANY);
  }

  /** The same with further options. */
  public Syntax with(Option<?>... more) {
    return with(List.of(more));
  }

  /** The same with further options. */
  public Syntax with(List<Option<?>> more) {
    List<Option<?>> all = new ArrayList<>(options);
    all.addAll(more);
    return new Syntax(name, description, all, operands, footer, order);
  }

  /** The same with operands in this order. */
  public Syntax taking(Operand... all) {
    return new Syntax(name, description, options, List.of(all), footer, order);
  }

  /** The same with lines at the end of its help. */
  public Syntax footer(String... lines) {
    return new Syntax(name, description, options, operands, List.of(lines), order);
  }

  /** The same, but that what follows the first operand is operands. */
  public Syntax optionsFirst() {
    return new Syntax(name, description, options, operands, footer, Order.OPTIONS_FIRST);
  }

  /** Reads what follows the command's name. */
  public Arguments read(List<String> words) throws UsageException {
    return ArgumentReader.read(this, words);
  }

  /** The help. */
  public String help() {
    return new HelpText(this).render();
  }
}
