package oscc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import oscc.diag.Diagnostic;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.store.Store;

/** What a build said, what it counted and warned of, and what {@code SHA256SUMS} says it made. */
record Outcome(List<String> diagnostics, List<String> events, String sums, boolean rejected) {

  /** Where a build has its store and its bundle, below the folder of the manifest. */
  record Folders(String store, String out) {}

  /** The outcome of a build in what might be a process of its own. */
  static Outcome of(Path folder, Folders folders, String manifest) throws IOException {
    Path file = Files.writeString(folder.resolve("edited.yaml"), manifest);
    List<String> events = new ArrayList<>();
    Progress progress = event -> note(event, events);
    Report report = new Report();
    var options = new CompileOptions(false, true, false, false, 2, OptionalLong.empty(), Map.of());
    var shared = SharedWork.with(Store.open(folder.resolve(folders.store())), progress);
    boolean rejected = false;
    String sums = "";
    try {
      Compiler.Built built =
          new Compiler(shared, options, progress)
              .build(Manifest.of(file), folder.resolve(folders.out()), report);
      sums = Files.readString(built.folder().resolve("SHA256SUMS"));
    } catch (Rejected e) {
      rejected = true;
    }
    List<String> told = report.diagnostics().stream().map(Diagnostic::toString).toList();
    return new Outcome(told, events, sums, rejected);
  }

  private static void note(Progress.Event event, List<String> events) {
    switch (event) {
      case Progress.Event.Count(String what, long _) -> events.add(what);
      case Progress.Event.Warning(String what) -> events.add("warning: " + what);
      default -> {}
    }
  }

  /** Whether the packages were laid over each other, and not a groundwork taken. */
  boolean joined() {
    return events.contains("package trees joined");
  }

  List<String> warnings() {
    return events.stream().filter(e -> e.startsWith("warning: ")).toList();
  }
}
