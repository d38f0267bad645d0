package oscc.cli;

import java.util.Locale;
import oscc.json.JsonValue;

/**
 * One thing that {@code oscc doctor} looked at.
 *
 * @param need what it is for
 * @param remark what was found, or how to mend it; may be empty
 */
record Finding(Verdict verdict, String subject, String need, String remark) {

  /** How it stands. */
  enum Verdict {
    OK,
    /** Not there, and only some machines want it. */
    OPTIONAL,
    /** Not there, and building or running wants it. */
    MISSING;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String line() {
    String end = remark.isEmpty() ? "" : ": " + remark;
    return "%-8s  %-20s  %s%s".formatted(verdict.word(), subject, need, end);
  }

  JsonValue json() {
    return JsonValue.object()
        .with("verdict", verdict.word())
        .with("subject", subject)
        .with("need", need)
        .with("remark", remark)
        .build();
  }
}
