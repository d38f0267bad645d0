package oscc.commandline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Reads words as getopt_long(3) does: {@code --name=VALUE} or {@code --name VALUE}, {@code -lVALUE}
 * or {@code -l VALUE}, and after {@code --} operands only. Names are not abbreviated.
 */
final class ArgumentReader {
  private final Syntax syntax;
  private final Deque<String> words;
  private final Map<Option<?>, Object> values = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  private ArgumentReader(Syntax syntax, List<String> words) {
    this.syntax = syntax;
    this.words = new ArrayDeque<>(words);
  }

  static Arguments read(Syntax syntax, List<String> words) throws UsageException {
    return new ArgumentReader(syntax, words).read();
  }

  private Arguments read() throws UsageException {
    boolean options = true;
    while (!words.isEmpty()) {
      String word = words.remove();
      if (options && word.equals("--")) {
        options = false;
      } else if (options && word.startsWith("-") && word.length() > 1) {
        readOption(word);
      } else {
        operands.add(word);
        options = options && syntax.order() == Syntax.Order.ANY;
      }
    }
    if (!values.containsKey(Syntax.HELP)) {
      checkOperands();
    }
    return new Arguments(values, operands);
  }

  private void readOption(String word) throws UsageException {
    boolean isLong = word.startsWith("--");
    int cut = isLong ? word.indexOf('=') : 2;
    boolean joined = cut >= 0 && cut < word.length();
    String name = joined ? word.substring(0, cut) : word;
    Optional<Option<?>> option =
        syntax.options().stream().filter(o -> o.isCalled(name)).findFirst();
    if (option.isEmpty() || (joined && !isLong && option.get().isFlag())) {
      throw new UsageException("unknown option `%s`".formatted(isLong ? name : word));
    }
    if (!joined) {
      give(option.get(), option.get().isFlag() ? "" : value(option.get()));
    } else if (option.get().isFlag()) {
      throw new UsageException("`%s` takes no value".formatted(name));
    } else {
      give(option.get(), word.substring(isLong ? cut + 1 : cut));
    }
  }

  private String value(Option<?> option) throws UsageException {
    if (words.isEmpty()) {
      throw new UsageException("`%s` wants a value".formatted(option.name()));
    }
    return words.remove();
  }

  @SuppressWarnings("unchecked") // Under an option is what the option itself converted.
  private <T> void give(Option<T> option, String text) throws UsageException {
    T value = option.convert(text);
    Object before = values.get(option);
    if (before != null) {
      BinaryOperator<T> join =
          option
              .join()
              .orElseThrow(
                  () -> new UsageException("`%s` is given twice".formatted(option.name())));
      value = join.apply((T) before, value);
    }
    values.put(option, value);
  }

  private void checkOperands() throws UsageException {
    int least = 0;
    boolean endless = false;
    for (Operand operand : syntax.operands()) {
      boolean needed = operand.count() != Operand.Count.ANY;
      if (needed && operands.size() <= least) {
        throw new UsageException("%s is missing".formatted(operand.label()));
      }
      least += needed ? 1 : 0;
      endless |= operand.count() != Operand.Count.ONE;
    }
    if (!endless && operands.size() > least) {
      throw new UsageException("`%s` is one too many".formatted(operands.get(least)));
    }
  }
}
