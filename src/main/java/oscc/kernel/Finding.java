package oscc.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Draft;
import oscc.diag.Report;
import oscc.diag.Severity;
import oscc.diag.Span;
import oscc.store.Words;

/** A warning or note of which the place is known in every manifest with the same kernel. */
record Finding(
    Severity severity,
    Code code,
    Remark remark,
    String label,
    List<String> help,
    List<Remark> related) {

  /** Words, and the place that they are about. */
  record Remark(String message, KernelPlaces.Place place) {}

  Finding {
    help = List.copyOf(help);
    related = List.copyOf(related);
  }

  /** The finding that a diagnostic is; nothing if it is about other places than the kernel's. */
  static Optional<Finding> of(Diagnostic told, KernelPlaces places) throws IOException {
    Optional<Remark> remark =
        told.span().isPresent()
            ? remark(told.message(), told.span().get(), places)
            : Optional.empty();
    List<Remark> related = new ArrayList<>();
    for (Diagnostic.Related other : told.related()) {
      remark(other.message(), other.span(), places).ifPresent(related::add);
    }
    boolean placed =
        remark.isPresent() && related.size() == told.related().size() && told.path().isEmpty();
    return placed
        ? Optional.of(
            new Finding(
                told.severity(), told.code(), remark.get(), told.label(), told.help(), related))
        : Optional.empty();
  }

  private static Optional<Remark> remark(String message, Span span, KernelPlaces places)
      throws IOException {
    return places.find(span).map(place -> new Remark(message, place));
  }

  void tell(KernelPlaces places, Report report) throws IOException {
    Span span = places.span(remark.place());
    Draft draft =
        switch (severity) {
          case ERROR -> report.error(code, span, remark.message());
          case WARNING -> report.warning(code, span, remark.message());
          case NOTE -> report.note(code, span, remark.message());
        };
    draft.label(label);
    help.forEach(draft::help);
    for (Remark other : related) {
      draft.related(other.message(), places.span(other.place()));
    }
  }

  void write(Words.Writer out) {
    out.text(severity.name());
    out.text(code.name());
    write(remark, out);
    out.text(label);
    out.texts(help);
    out.list(related, other -> write(other, out));
  }

  static Finding read(Words.Reader in) {
    return new Finding(
        Severity.valueOf(in.text()),
        Code.valueOf(in.text()),
        remark(in),
        in.text(),
        in.texts(),
        in.list(() -> remark(in)));
  }

  private static void write(Remark remark, Words.Writer out) {
    out.text(remark.message());
    KernelPlaces.write(remark.place(), out);
  }

  private static Remark remark(Words.Reader in) {
    return new Remark(in.text(), KernelPlaces.read(in));
  }
}
