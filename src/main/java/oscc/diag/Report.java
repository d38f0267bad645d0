package oscc.diag;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Collects what a stage has to say about the user's input. A stage reports all that it finds;
 * {@link #stopIfFatal} stands at its border.
 */
public final class Report {
  private static final Comparator<Diagnostic> BY_POSITION =
      Comparator.comparing((Diagnostic d) -> d.span().map(s -> s.source().name()).orElse(""))
          .thenComparingInt(d -> d.span().map(Span::start).orElse(-1))
          .thenComparing(Diagnostic::code);

  private final List<Draft> drafts = new ArrayList<>();

  /** Adds an error at a place in a text. */
  @CanIgnoreReturnValue
  public Draft error(Code code, Span span, String message) {
    return add(Severity.ERROR, code, message, Optional.of(span));
  }

  /** Adds an error that has no place in a text. */
  @CanIgnoreReturnValue
  public Draft error(Code code, String message) {
    return add(Severity.ERROR, code, message, Optional.empty());
  }

  /** Adds a warning at a place in a text. */
  @CanIgnoreReturnValue
  public Draft warning(Code code, Span span, String message) {
    return add(Severity.WARNING, code, message, Optional.of(span));
  }

  /** Adds a note at a place in a text. */
  @CanIgnoreReturnValue
  public Draft note(Code code, Span span, String message) {
    return add(Severity.NOTE, code, message, Optional.of(span));
  }

  private synchronized Draft add(Severity severity, Code code, String message, Optional<Span> at) {
    Draft draft = new Draft(severity, code, message, at);
    drafts.add(draft);
    return draft;
  }

  /** Adds all that another report holds. */
  public synchronized void take(Report other) {
    drafts.addAll(other.drafts);
  }

  /** All diagnostics so far, in the order of their places. */
  public synchronized List<Diagnostic> diagnostics() {
    return drafts.stream().map(Draft::diagnostic).sorted(BY_POSITION).toList();
  }

  /** Whether any of them is an error. */
  public boolean hasErrors() {
    return diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  /** Ends the compilation when there are errors. */
  public void stopIfFatal() throws Rejected {
    if (hasErrors()) {
      throw new Rejected();
    }
  }
}
