package oscc.diag;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Collects what a stage has to say about the user's input. A stage reports all that it finds;
 * {@link #stopIfFatal} stands at its border.
 */
public final class Report {
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<SourceText, Diagnostic.Related> includes = new HashMap<>();

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

  /** Takes note of what made us read a text, to be told with all that is wrong in it. */
  public synchronized void includes(SourceText text, String message, Span where) {
    includes.putIfAbsent(text, new Diagnostic.Related(message, where));
  }

  /** Adds all that another report holds. */
  public synchronized void take(Report other) {
    drafts.addAll(other.drafts);
    other.includes.forEach(includes::putIfAbsent);
  }

  /** All diagnostics so far, in the order of their places. */
  public synchronized List<Diagnostic> diagnostics() {
    return drafts.stream()
        .map(Draft::diagnostic)
        .map(this::withIncludes)
        .sorted(Report::byPosition)
        .toList();
  }

  /** Written out: comparators that are put together take a millisecond of every command. */
  private static int byPosition(Diagnostic one, Diagnostic other) {
    int file = file(one).compareTo(file(other));
    int start = file != 0 ? file : Integer.compare(start(one), start(other));
    return start != 0 ? start : one.code().compareTo(other.code());
  }

  private static String file(Diagnostic diagnostic) {
    return diagnostic.span().map(s -> s.source().name()).orElse("");
  }

  private static int start(Diagnostic diagnostic) {
    return diagnostic.span().map(Span::start).orElse(-1);
  }

  /** Says of a place in an included text how we came there, step by step. */
  private Diagnostic withIncludes(Diagnostic diagnostic) {
    List<Diagnostic.Related> way = new ArrayList<>();
    Optional<SourceText> at = diagnostic.span().map(Span::source);
    while (at.isPresent() && includes.containsKey(at.get()) && way.size() < includes.size()) {
      Diagnostic.Related step = Objects.requireNonNull(includes.get(at.get()));
      way.add(step);
      at = Optional.of(step.span().source());
    }
    return way.isEmpty() ? diagnostic : diagnostic.with(way);
  }

  /** Whether any of them is an error. */
  public synchronized boolean hasErrors() {
    return drafts.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  /** Ends the compilation when there are errors. */
  public void stopIfFatal() throws Rejected {
    if (hasErrors()) {
      throw new Rejected();
    }
  }
}
