package oscc.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.Compiler;
import oscc.bundle.BundleFile;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;

/**
 * All that a command has to say, in the form that was asked for: lines for people as they come, or
 * one JSON document at the end.
 */
final class Answer {
  private static final int DOCUMENT_VERSION = 1;

  private final Surroundings surroundings;
  private final Format format;
  private Report report = new Report();
  private final List<JsonValue> artifacts = new ArrayList<>();
  private final JsonValue.Members extra = JsonValue.object();
  private boolean aside;

  /** The form of what goes to standard output. */
  enum Format {
    TEXT,
    JSON
  }

  Answer(Surroundings surroundings, Format format) {
    this.surroundings = surroundings;
    this.format = format;
  }

  /** Where stages put what is wrong with the manifest. */
  Report report() {
    return report;
  }

  /** Starts with an empty report, because the same input is read again. */
  void forgetDiagnostics() {
    report = new Report();
  }

  /** From now on lines for people go to standard error: the output is something else. */
  void speakAside() {
    aside = true;
  }

  /** A line for people. */
  void say(String line) {
    if (format == Format.TEXT) {
      PrintWriter to = aside ? surroundings.err() : surroundings.out();
      to.println(line);
      to.flush();
    }
  }

  /** A member of the JSON document. */
  void add(String name, JsonValue value) {
    extra.with(name, value);
  }

  /** A bundle that is there now, on one line. */
  void built(Compiler.Built built) {
    String build = built.bundle().build().hex();
    String state = built.unchanged() ? "nothing changed" : "built";
    say("%s: %s (build %s)".formatted(built.folder(), state, build));
    for (BundleFile file : built.bundle().files()) {
      artifacts.add(artifact(built, file));
    }
  }

  /** The files of a bundle, if they are new. */
  void files(Compiler.Built built) {
    for (BundleFile file : built.unchanged() ? List.<BundleFile>of() : built.bundle().files()) {
      say("  %-16s %10s".formatted(file.artifact().fileName(), Sizes.human(file.size())));
    }
  }

  private static JsonValue artifact(Compiler.Built built, BundleFile file) {
    Path path = built.folder().resolve(file.artifact().fileName());
    return JsonValue.object()
        .with("machine", built.bundle().name())
        .with("build_id", built.bundle().build().hex())
        .with("name", file.artifact().fileName())
        .with("path", path.toString())
        .with("size", file.size())
        .with("sha256", file.digest().hex())
        .with("unchanged", JsonValue.of(built.unchanged()))
        .build();
  }

  /** Writes what is left to be said. Diagnostics go to people in either form. */
  void finish(int status, Optional<String> failure) {
    List<Diagnostic> diagnostics = report.diagnostics();
    if (!diagnostics.isEmpty()) {
      surroundings.err().print(text().render(diagnostics));
    }
    failure.ifPresent(message -> surroundings.err().println("oscc: " + message));
    surroundings.err().flush();
    if (format == Format.JSON) {
      surroundings.out().print(JsonWriter.pretty(document(status, diagnostics, failure)));
      surroundings.out().flush();
    }
  }

  private DiagnosticText text() {
    boolean lively = surroundings.isLively();
    return new DiagnosticText(lively ? DiagnosticText.Colour.ON : DiagnosticText.Colour.OFF);
  }

  private JsonValue document(int status, List<Diagnostic> diagnostics, Optional<String> failure) {
    JsonValue.Members document =
        JsonValue.object()
            .with("version", DOCUMENT_VERSION)
            .with("ok", JsonValue.of(status == ExitCode.DONE.status()))
            .with("status", status)
            .with("diagnostics", DiagnosticJson.of(diagnostics))
            .with("artifacts", new JsonValue.Arr(artifacts));
    failure.ifPresent(message -> document.with("error", message));
    extra.build().members().forEach(document::with);
    return document.build();
  }
}
