package oscc.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the {@code [Install]} section of a systemd.unit(5) file says.
 *
 * @param defaultInstance what a template is enabled as
 */
record InstallSection(
    List<String> wantedBy,
    List<String> requiredBy,
    List<String> aliases,
    List<String> also,
    Optional<String> defaultInstance) {

  static InstallSection parse(String unit) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : unit.replace("\\\n", " ").lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        inside = line.equals("[Install]");
      } else if (inside) {
        lines.add(line);
      }
    }
    return new InstallSection(
        values(lines, "WantedBy"),
        values(lines, "RequiredBy"),
        values(lines, "Alias"),
        values(lines, "Also"),
        values(lines, "DefaultInstance").stream().reduce((a, b) -> b));
  }

  private static List<String> values(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.matches(key + "\\s*=.*"))
        .flatMap(line -> Stream.of(line.substring(line.indexOf('=') + 1).strip().split("\\s+")))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
