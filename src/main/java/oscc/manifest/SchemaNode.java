package oscc.manifest;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import oscc.json.JsonValue;

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
 * @param merge what tells two items of a list from each other when manifests are laid over each
 *     other: a key of theirs; empty if items are appended; {@link #REPLACE} if the list is one
 *     value
 * @param unless what it is when it is not given, if that is always the same
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
    Range count,
    String merge,
    Optional<JsonValue> unless) {
  private static final String HOST_PATH = "a path on the host";

  /** How a list merges that is one value, such as a command: the later one takes its place. */
  static final String REPLACE = "replace";

  /** Says nothing: what an unknown key holds. */
  static final SchemaNode ANYTHING =
      new SchemaNode(
          EnumSet.allOf(ValueType.class),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Optional.empty(),
          "",
          "",
          "",
          new Range(0, Long.MAX_VALUE),
          new Range(0, Long.MAX_VALUE),
          new Range(0, Long.MAX_VALUE),
          "",
          Optional.empty());

  SchemaNode {
    types = EnumSet.copyOf(types);
    properties = Collections.unmodifiableMap(properties);
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

  /** What the value of any key must be, known or not. */
  SchemaNode under(String key) {
    return Optional.ofNullable(properties.get(key)).or(() -> others).orElse(ANYTHING);
  }

  /** What each item of a list must be. */
  SchemaNode item() {
    return items.orElse(ANYTHING);
  }

  /** Whether a string is a path on the host, or a URL. */
  boolean isHostPath() {
    return shape.equals(HOST_PATH);
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
