package oscc.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import oscc.template.HtmlText;
import oscc.verdict.Verdict;
import oscc.vm.Observation;
import oscc.vm.TrialResult;

/**
 * One boot as the page shows it.
 *
 * @param id its name on the page
 */
record HtmlBoot(String id, TrialResult result) {

  Map<String, ?> values() throws IOException {
    HtmlConsole console = HtmlConsole.read(id, result.log());
    Verdict verdict = result.verdict();
    Map<String, Object> values = new TreeMap<>();
    values.put("id", id);
    values.put("machine", HtmlText.escape(result.machine()));
    values.put("way", result.way().key());
    values.put("tone", result.passed() ? "good" : "bad");
    values.put("word", HtmlText.escape(word()));
    values.put("facts", HtmlText.escape(facts()));
    values.put("phases", new HtmlPhases(result.timeline(), verdict.at()).values(console));
    values.put("lines", console.values(result));
    values.put("groups", HtmlGroup.values(result.observations()));
    List<Map<String, ?>> pictures = pictures();
    values.put("hasPictures", !pictures.isEmpty());
    values.put("pictures", pictures);
    return values;
  }

  private String word() {
    long broken = result.observations().stream().filter(Observation::isBroken).count();
    String word = result.verdict().outcome().word();
    return broken == 0 ? word : "%s, %d failed".formatted(word, broken);
  }

  /** Pictures lie beside the log, and their names begin as its does. */
  private List<Map<String, ?>> pictures() throws IOException {
    Path folder = result.log().toAbsolutePath().getParent();
    String log = "" + result.log().getFileName();
    String label = log.substring(0, log.length() - ".log".length()) + "-";
    List<Map<String, ?>> pictures = new ArrayList<>();
    if (folder == null) {
      return pictures;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = "" + file.getFileName();
        if (name.startsWith(label) && name.endsWith(".png")) {
          String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
          String shown = HtmlText.escape(name.substring(label.length()));
          pictures.add(Map.of("name", shown, "base64", base64));
        }
      }
    }
    return pictures;
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    facts.add("after %s s".formatted(HtmlPhases.decimals(result.verdict().at(), 1)));
    if (!result.verdict().remark().isEmpty()) {
      facts.add(result.verdict().remark());
    }
    result
        .memory()
        .ifPresent(memory ->
            facts.add(
                "memory at ready: %d of %d MiB available"
                    .formatted(memory.available() >> 10, memory.total() >> 10)));
    facts.add("accelerator " + result.accelerator().key());
    facts.add("build " + result.build().hex());
    return String.join(" · ", facts);
  }
}
