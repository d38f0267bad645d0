package oscc.conform;

import java.util.stream.Collectors;

/** Writes {@code docs/checks.md} from the rules. */
final class ChecksPage {
  private static final String HEAD =
      """
      # What of the manifest is checked in the running machine

      This page is made from the rules of `oscc.conform`; a test holds it current, and holds that every key
      of the schema is in one of its two tables. `docs/testing.md` says when and how the checks run.

      | keys | what is looked at |
      |---|---|
      """;

  private static final String REASONS =
      """

      ## Keys without a check

      | key | why |
      |---|---|
      """;

  private ChecksPage() {}

  static String text() {
    StringBuilder out = new StringBuilder(HEAD);
    for (Rule rule : Rules.ALL) {
      String keys = rule.keys().stream().map(k -> "`" + k + "`").collect(Collectors.joining(", "));
      out.append("| %s | %s |\n".formatted(keys, rule.looksAt()));
    }
    out.append(REASONS);
    Unchecked.REASONS.forEach((key, why) -> out.append("| `%s` | %s |\n".formatted(key, why)));
    return out.toString();
  }
}
