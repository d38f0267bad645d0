package oscc.conform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.diag.Span;
import oscc.store.Digest;

/** All that a manifest promises of its machine, as one script and what it must print. */
public final class Conformance {
  private final List<Check> checks;

  private Conformance(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * What a machine must be.
   *
   * @throws IOException if a file that the manifest names cannot be read
   */
  public static Conformance of(Subject subject) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      checks.addAll(rule.maker().checks(subject));
    }
    return new Conformance(checks);
  }

  /** How something is in the machine: as the manifest says, otherwise, or it does not show. */
  public enum State {
    HELD,
    BROKEN,
    UNSEEN
  }

  /**
   * What a check found.
   *
   * @param name the path of the manifest key
   * @param found of what does not show, why
   */
  public record Finding(String name, State state, String expected, String found, Span place) {}

  /** For the shell of stage 1's busybox, as root. */
  public String script() {
    StringBuilder text = new StringBuilder("PATH=/run/oscc/agent/bin\ncd /\n");
    int number = 0;
    for (String script : scripts()) {
      text.append("printf '\\n%s %d\\n'\n".formatted(mark(), number++));
      text.append("(\n").append(script).append("\n)\n");
    }
    return text.append("printf '\\n%s end\\n'\n".formatted(mark())).toString();
  }

  /** Each script once, in the order of the checks. */
  private List<String> scripts() {
    var scripts = new LinkedHashSet<String>();
    checks.forEach(check -> scripts.add(check.script()));
    return List.copyOf(scripts);
  }

  /** A line that nothing in a machine can know before. */
  private String mark() {
    String all = String.join("\n", scripts());
    return "oscc-" + Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  /** Compares what the script printed, one character per byte. */
  public List<Finding> compare(String output) {
    Map<String, String> printed = printed(output);
    return checks.stream().map(check -> finding(check, printed)).toList();
  }

  private Map<String, String> printed(String output) {
    String[] parts = ("\n" + output).split("\n" + mark() + " ", -1);
    List<String> scripts = scripts();
    Map<String, String> printed = new HashMap<>();
    // The last part is the end, without which the part before is not whole.
    for (int i = 1; i + 1 < parts.length && i <= scripts.size(); i++) {
      String part = parts[i].substring(parts[i].indexOf('\n') + 1);
      byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
      printed.put(scripts.get(i - 1), new String(bytes, StandardCharsets.UTF_8));
    }
    return printed;
  }

  private static Finding finding(Check check, Map<String, String> printed) {
    Seen seen =
        Optional.ofNullable(printed.get(check.script()))
            .map(check.look()::at)
            .orElse(Seen.broken("no answer: the checks did not come to their end"));
    return new Finding(check.name(), seen.state(), check.expected(), seen.found(), check.place());
  }
}
