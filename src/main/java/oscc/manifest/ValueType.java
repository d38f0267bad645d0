package oscc.manifest;

import java.util.Optional;
import java.util.stream.Stream;
import oscc.syntax.YamlNode;

/** The kinds of values that a manifest key can take. */
enum ValueType {
  STRING("string", "a string"),
  INTEGER("integer", "a whole number"),
  BOOLEAN("boolean", "true or false"),
  LIST("array", "a list"),
  MAPPING("object", "a mapping");

  private final String keyword;
  private final String phrase;

  ValueType(String keyword, String phrase) {
    this.keyword = keyword;
    this.phrase = phrase;
  }

  /** In a message: "a string". */
  String phrase() {
    return phrase;
  }

  /** The type with this name in JSON Schema. */
  static ValueType of(String keyword) {
    return Stream.of(values()).filter(t -> t.keyword.equals(keyword)).findFirst().orElseThrow();
  }

  /** The type of a value; none for null, tags and numbers with a fraction. */
  static Optional<ValueType> of(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping m -> Optional.of(MAPPING);
      case YamlNode.Sequence s -> Optional.of(LIST);
      case YamlNode.Tagged t -> Optional.empty();
      case YamlNode.Scalar scalar ->
          switch (scalar.kind()) {
            case STRING -> Optional.of(STRING);
            case INTEGER -> Optional.of(INTEGER);
            case BOOLEAN -> Optional.of(BOOLEAN);
            case FLOAT, NULL -> Optional.empty();
          };
    };
  }
}
