package oscc.syntax;

import java.util.regex.Pattern;

/** What a plain scalar means: YAML 1.2.2, section 10.3.2, "Tag Resolution" of the core schema. */
final class CoreSchema {
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]++|0o[0-7]++|0x[0-9a-fA-F]++");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]++|[0-9]++(?:\\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private CoreSchema() {}

  /** The kind of a scalar without quotes. */
  static YamlNode.Kind kindOf(String plain) {
    if (NULL.matcher(plain).matches()) {
      return YamlNode.Kind.NULL;
    }
    if (BOOLEAN.matcher(plain).matches()) {
      return YamlNode.Kind.BOOLEAN;
    }
    if (INTEGER.matcher(plain).matches()) {
      return YamlNode.Kind.INTEGER;
    }
    return FLOAT.matcher(plain).matches() ? YamlNode.Kind.FLOAT : YamlNode.Kind.STRING;
  }
}
