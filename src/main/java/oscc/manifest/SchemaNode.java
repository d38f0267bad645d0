package oscc.manifest;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the schema says about one place of the manifest: the keywords of JSON Schema that it uses,
 * and our own, which begin with {@code x-oscc-}.
 *
 * @param properties known keys, in the schema's order
 * @param others what every other key's value must be, if other keys are allowed
 * @param words the values that it takes, if these are counted
 * @param later values, or keys of a mapping, that a later version takes
 * @param exactlyOne keys of which exactly one must be given
 * @param onlyWith keys that make sense only beside another
 * @param shape the pattern in words
 * @param noun what a word stands for; may be empty
 * @param example a value that fits, as YAML; empty if it is no scalar
 * @param number range of an integer
 * @param length of a string in code points
 * @param count of a list's items
 */
record SchemaNode(
    Set<ValueType> types,
    Map<String, SchemaNode> properties,
    Optional<SchemaNode> others,
    Optional<SchemaNode> items,
    List<String> required,
    List<String> words,
    List<String> later,
    List<String> exactlyOne,
    Map<String, String> onlyWith,
    Optional<Pattern> pattern,
    String shape,
    String noun,
    String example,
    Range number,
    Range length,
    Range count) {

  SchemaNode {
    types = EnumSet.copyOf(types);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** A range of whole numbers, both ends included. */
  record Range(long least, long most) {
    boolean holds(long value) {
      return value >= least && value <= most;
    }

    @Override
    public String toString() {
      return most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
    }
  }

  /** What the schema says about a key that it has. */
  SchemaNode property(String key) {
    return Objects.requireNonNull(properties.get(key), key);
  }

  /** "a string or a list": what is expected there. */
  String expected() {
    if (types.contains(ValueType.STRING) && !words.isEmpty()) {
      return "one of: " + String.join(", ", words);
    }
    return types.stream().map(ValueType::phrase).reduce((a, b) -> a + " or " + b).orElseThrow();
  }
}
