package oscc.debian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.template.Template;

/**
 * What scripts do and no file of their packages says, by package, as lines of tmpfiles.d(5). A
 * package with no lines has a script that was read and of which nothing is left to do.
 */
final class PackageTable {
  private final Map<String, List<String>> lines;

  private PackageTable(Map<String, List<String>> lines) {
    this.lines = Map.copyOf(lines);
  }

  static PackageTable load() {
    Map<String, List<String>> lines = new HashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : Template.load("debian/packages.conf").render(Map.of()).lines().toList()) {
      if (line.startsWith("[")) {
        current =
            lines.computeIfAbsent(line.substring(1, line.length() - 1), _ -> new ArrayList<>());
      } else {
        current.add(line);
      }
    }
    return new PackageTable(lines);
  }

  /** The lines of a package. */
  List<String> lines(String packageName) {
    return lines.getOrDefault(packageName, List.of());
  }

  /** Whether somebody has read the package's script. */
  boolean knows(String packageName) {
    return lines.containsKey(packageName);
  }
}
