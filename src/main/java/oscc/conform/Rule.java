package oscc.conform;

import java.io.IOException;
import java.util.List;

/**
 * How keys of the manifest are checked.
 *
 * @param keys paths in the schema; {@code []} stands for the items of a list, {@code *} for any
 *     name
 * @param looksAt what is looked at, for the documentation
 */
record Rule(List<String> keys, String looksAt, Maker maker) {

  Rule {
    keys = List.copyOf(keys);
  }

  Rule(String key, String looksAt, Maker maker) {
    this(List.of(key), looksAt, maker);
  }

  /** Makes the checks for a machine; none if its manifest does not say anything to check. */
  @FunctionalInterface
  interface Maker {
    List<Check> checks(Subject subject) throws IOException;
  }
}
