package oscc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import oscc.commandline.UsageException;
import oscc.json.JsonReader;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;
import oscc.report.HtmlReport;
import oscc.store.AtomicFiles;
import oscc.vm.RunFolder;
import oscc.vm.TrialResult;
import oscc.vm.TrialResultForm;

/** Files with the results of {@code oscc test}. */
final class TestReports {
  private static final int VERSION = 1;
  private static final Set<String> KINDS = Set.of("junit", "json", "html");

  private TestReports() {}

  /** Reads what kinds of report are asked for, and where. */
  static Map<String, Path> parse(String text) throws UsageException {
    Map<String, Path> reports = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", 2);
      if (!KINDS.contains(sides[0]) || sides.length != 2 || sides[1].isEmpty()) {
        throw new UsageException(
            "--report wants junit=FILE, json=FILE or html=FILE, not `%s`".formatted(part));
      }
      reports.put(sides[0], Path.of(sides[1]));
    }
    return reports;
  }

  /** Writes the reports that are asked for. */
  static void write(Map<String, Path> reports, List<TrialResult> results) throws IOException {
    for (Map.Entry<String, Path> report : reports.entrySet()) {
      write(
          report.getValue(),
          switch (report.getKey()) {
            case "junit" -> JunitReport.of(results);
            case "html" -> HtmlReport.of(results);
            default -> json(results);
          });
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps results for {@code oscc test --last}, and a page to look at, in the folder of a run. */
  static void keep(Path folder, List<TrialResult> results) throws IOException {
    write(RunFolder.results(folder), json(results));
    write(RunFolder.page(folder), HtmlReport.of(results));
  }

  /** The member {@code boots} of JSON documents. */
  static JsonValue.Arr boots(List<TrialResult> results) {
    List<JsonValue> boots = new ArrayList<>();
    results.forEach(result -> boots.add(TrialResultForm.toJson(result)));
    return new JsonValue.Arr(boots);
  }

  static String json(List<TrialResult> results) {
    return JsonWriter.pretty(
        JsonValue.object().with("version", VERSION).with("boots", boots(results)).build());
  }

  /** Reads what was kept. */
  static List<TrialResult> read(Path file) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    try {
      JsonValue.Obj document =
          (JsonValue.Obj) JsonReader.read(file.toString(), Files.readString(file));
      for (JsonValue boot : ((JsonValue.Arr) document.find("boots").orElseThrow()).items()) {
        results.add(TrialResultForm.fromJson(file, boot));
      }
    } catch (ClassCastException | NoSuchElementException e) {
      throw new IOException("%s: no results of this version of oscc".formatted(file), e);
    }
    return results;
  }
}
