package oscc.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that the user is told.
 *
 * @param message one line, lower case, offender in backticks, no final period
 * @param span where, if it has a place in a text
 * @param label shown beside the caret: what was expected; may be empty
 * @param help how to mend it, one line each
 * @param path JSON pointer (RFC 6901) of the node in the manifest; may be empty
 * @param related other places that matter, such as the first of two duplicates
 */
public record Diagnostic(
    Severity severity,
    Code code,
    String message,
    Optional<Span> span,
    String label,
    List<String> help,
    String path,
    List<Related> related) {

  public Diagnostic {
    help = List.copyOf(help);
    related = List.copyOf(related);
  }

  /** The same with more places. */
  Diagnostic with(List<Related> more) {
    List<Related> all = new ArrayList<>(related);
    all.addAll(more);
    return new Diagnostic(severity, code, message, span, label, help, path, all);
  }

  /** Another place that a diagnostic points at, with the words for it. */
  public record Related(String message, Span span) {}
}
