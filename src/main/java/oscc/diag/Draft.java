package oscc.diag;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A diagnostic that {@link Report} holds and that its author may still add to, in one expression.
 */
public final class Draft {
  private final Severity severity;
  private final Code code;
  private final String message;
  private final Optional<Span> span;
  private String label = "";
  private String path = "";
  private final List<String> help = new ArrayList<>();
  private final List<Diagnostic.Related> related = new ArrayList<>();

  Draft(Severity severity, Code code, String message, Optional<Span> span) {
    this.severity = severity;
    this.code = code;
    this.message = message;
    this.span = span;
  }

  /** What is shown beside the caret: what was expected there. */
  @CanIgnoreReturnValue
  public Draft label(String text) {
    label = text;
    return this;
  }

  /** A line of help: how to mend it. */
  @CanIgnoreReturnValue
  public Draft help(String text) {
    help.add(text);
    return this;
  }

  /** The JSON pointer of the manifest node. */
  @CanIgnoreReturnValue
  public Draft path(String pointer) {
    path = pointer;
    return this;
  }

  /** Another place that matters. */
  @CanIgnoreReturnValue
  public Draft related(String text, Span where) {
    related.add(new Diagnostic.Related(text, where));
    return this;
  }

  Severity severity() {
    return severity;
  }

  Diagnostic diagnostic() {
    return new Diagnostic(severity, code, message, span, label, help, path, related);
  }
}
