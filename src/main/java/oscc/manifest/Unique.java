package oscc.manifest;

import java.util.HashMap;
import java.util.Map;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.diag.Span;

/** Holds that no two entries claim the same thing. */
final class Unique {
  private final Report report;
  private final String noun;
  private final Map<String, Span> seen = new HashMap<>();

  /**
   * @param noun what is claimed: "user"
   */
  Unique(Report report, String noun) {
    this.report = report;
    this.noun = noun;
  }

  /** Takes a claim, in the form in which two are the same. */
  void claim(String value, Site site) {
    Span first = seen.putIfAbsent(value, site.span());
    if (first != null) {
      site.error(
              report, Code.OS0201, "%s %s is given twice".formatted(noun, Quoted.of(site.text())))
          .related("it is given here first", first);
    }
  }
}
