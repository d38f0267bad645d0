package oscc.cli;

import java.util.ArrayList;
import java.util.List;
import oscc.diag.Diagnostic;
import oscc.diag.Span;
import oscc.json.JsonValue;

/** Renders diagnostics for programs: the member {@code diagnostics} of the JSON document. */
public final class DiagnosticJson {

  private DiagnosticJson() {}

  /** One object per diagnostic, in their order. */
  public static JsonValue.Arr of(List<Diagnostic> diagnostics) {
    return new JsonValue.Arr(diagnostics.stream().map(DiagnosticJson::of).toList());
  }

  private static JsonValue of(Diagnostic diagnostic) {
    List<String> hint = new ArrayList<>();
    if (!diagnostic.label().isEmpty()) {
      hint.add(diagnostic.label());
    }
    hint.addAll(diagnostic.help());
    JsonValue.Members members =
        JsonValue.object()
            .with("severity", diagnostic.severity().word())
            .with("code", diagnostic.code().name())
            .with("message", diagnostic.message())
            .with("hint", String.join("\n", hint))
            .with("path", diagnostic.path())
            .with("related", related(diagnostic.related()));
    diagnostic.span().ifPresent(s -> place(s, members));
    return members.build();
  }

  private static JsonValue related(List<Diagnostic.Related> places) {
    List<JsonValue> items = new ArrayList<>();
    for (Diagnostic.Related place : places) {
      JsonValue.Members members = JsonValue.object().with("message", place.message());
      place(place.span(), members);
      items.add(members.build());
    }
    return new JsonValue.Arr(items);
  }

  private static void place(Span span, JsonValue.Members members) {
    members
        .with("file", span.source().name())
        .with("line", span.position().line())
        .with("column", span.position().column())
        .with("end_line", span.endPosition().line())
        .with("end_column", span.endPosition().column());
  }
}
