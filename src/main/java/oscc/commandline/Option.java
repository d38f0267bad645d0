package oscc.commandline;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * An option of a command. It is also the key under which {@link Arguments} has the value, so there
 * is one object for each option.
 *
 * @param <T> what the value becomes
 */
public final class Option<T> {
  private final String name;
  private final String label;
  private final T unless;
  private final Conversion<T> conversion;
  private final String description;
  private final String shortName;
  private final Optional<BinaryOperator<T>> join;

  private Option(
      String name,
      String label,
      T unless,
      Conversion<T> conversion,
      String description,
      String shortName,
      Optional<BinaryOperator<T>> join) {
    this.name = name;
    this.label = label;
    this.unless = unless;
    this.conversion = conversion;
    this.description = description;
    this.shortName = shortName;
    this.join = join;
  }

  /** Makes a value of the text that was given. */
  @FunctionalInterface
  public interface Conversion<T> {
    /**
     * The value.
     *
     * @throws UsageException that says what is wrong with the text
     */
    T convert(String text) throws UsageException;
  }

  /** An option that is there or not. */
  public static Option<Boolean> flag(String name, String description) {
    return new Option<>(name, "", false, text -> true, description, "", Optional.empty());
  }

  /**
   * An option with a value.
   *
   * @param label stands for the value in the help
   * @param unless what it is when the option is not given
   */
  public static <T> Option<T> of(
      String name, String label, T unless, Conversion<T> conversion, String description) {
    return new Option<>(name, label, unless, conversion, description, "", Optional.empty());
  }

  /** An option with words, which are separated by commas; given again it adds to them. */
  public static Option<List<String>> words(String name, String label, String description) {
    return new Option<>(
        name,
        label,
        List.of(),
        text -> words(name, text),
        description,
        "",
        Optional.of((a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
  }

  private static List<String> words(String name, String text) throws UsageException {
    List<String> words = List.of(text.split(",", -1));
    if (words.contains("")) {
      throw new UsageException(
          "%s wants words with a comma between two, not `%s`".formatted(name, text));
    }
    return words;
  }

  /** An option whose value is a whole number. */
  public static Option<Integer> number(String name, String label, int unless, String description) {
    return of(name, label, unless, text -> number(name, text), description);
  }

  private static int number(String name, String text) throws UsageException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new UsageException("%s wants a number, not `%s`".formatted(name, text));
    }
  }

  /** The same option, which can also be given by a dash and a letter. */
  public Option<T> or(String letter) {
    return new Option<>(name, label, unless, conversion, description, letter, join);
  }

  boolean isFlag() {
    return label.isEmpty();
  }

  boolean isCalled(String word) {
    return word.equals(name) || (!shortName.isEmpty() && word.equals(shortName));
  }

  T unless() {
    return unless;
  }

  /** What two values of one command line make, if it may be given twice. */
  Optional<BinaryOperator<T>> join() {
    return join;
  }

  T convert(String text) throws UsageException {
    return conversion.convert(text);
  }

  String name() {
    return name;
  }

  /** Stands for the value in the help; empty for a flag. */
  String label() {
    return label;
  }

  String description() {
    return description;
  }

  boolean hasLetter() {
    return !shortName.isEmpty();
  }

  /** The shortest form, without its dashes: what the help sorts by. */
  String sortKey() {
    return hasLetter() ? shortName.substring(1) : name.substring(2);
  }

  /** As the synopsis shows it. */
  String shown() {
    return "[" + withLabel(hasLetter() ? shortName : name) + "]";
  }

  /** All its forms, as the list of options shows them. */
  String heading() {
    return (hasLetter() ? "  %s, ".formatted(shortName) : "      ") + withLabel(name);
  }

  private String withLabel(String form) {
    return isFlag() ? form : form + "=" + label;
  }
}
