package oscc.commandline;

/**
 * What stands on a command line without a name, such as {@code MANIFEST}.
 *
 * @param count how often it may stand there; only the last operand of a syntax is more than one
 */
public record Operand(String label, Count count, String description) {

  /** How many words an operand takes. */
  public enum Count {
    ONE,
    SOME,
    ANY
  }

  /** As the synopsis shows it. */
  String shown() {
    return switch (count) {
      case ONE -> label;
      case SOME -> label + "...";
      case ANY -> "[" + label + "...]";
    };
  }
}
