package oscc.commandline;

import java.util.List;
import java.util.Map;

/** What a command line says. */
public final class Arguments {
  private final Map<Option<?>, Object> values;
  private final List<String> operands;

  Arguments(Map<Option<?>, Object> values, List<String> operands) {
    this.values = Map.copyOf(values);
    this.operands = List.copyOf(operands);
  }

  /** The value of an option, or what it is when it is not given. */
  @SuppressWarnings("unchecked") // ArgumentReader puts only what the option itself converted.
  public <T> T get(Option<T> option) {
    Object value = values.get(option);
    return value == null ? option.unless() : (T) value;
  }

  /** The words that belong to no option, in their order. */
  public List<String> operands() {
    return operands;
  }

  /** The first operand, which the syntax demands. */
  public String operand() {
    return operands.getFirst();
  }
}
