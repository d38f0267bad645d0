package oscc.debian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of {@code /usr/share/pam-configs}; its fields are described in pam-auth-update(8). A field
 * that goes on over several lines has one module on each.
 */
final class PamProfile {
  private final String file;
  private final Map<String, List<String>> fields;

  private PamProfile(String file, Map<String, List<String>> fields) {
    this.file = file;
    this.fields = fields;
  }

  static PamProfile parse(String file, String text) {
    Map<String, List<String>> fields = new HashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
      int colon = line.indexOf(':');
      if (!Character.isWhitespace(line.charAt(0)) && colon > 0) {
        current = new ArrayList<>();
        fields.put(line.substring(0, colon), current);
        line = line.substring(colon + 1);
      }
      // A blank at the end is kept: the tool does so.
      if (!line.isBlank()) {
        current.add(line.stripLeading());
      }
    }
    return new PamProfile(file, Map.copyOf(fields));
  }

  String file() {
    return file;
  }

  boolean isDefault() {
    return first("Default").equals(Optional.of("yes"));
  }

  int priority() {
    return first("Priority").filter(p -> p.matches("[0-9]{1,6}")).map(Integer::parseInt).orElse(0);
  }

  /** Whether the profile is only for sessions of people. */
  boolean isInteractiveOnly() {
    return first("Session-Interactive-Only").equals(Optional.of("yes"));
  }

  /** Whether its modules of a kind go into the block of that name. */
  boolean isIn(String block, String kind) {
    return first(kind + "-Type").orElse("Primary").equals(block);
  }

  boolean conflictsWith(PamProfile other) {
    return fields.getOrDefault("Conflicts", List.of()).stream()
        .flatMap(line -> List.of(line.split("[,\\s]+")).stream())
        .anyMatch(other.file()::equals);
  }

  /** The modules of a kind; those of the first profile in a block may differ. */
  List<String> modules(String kind, boolean isFirst) {
    List<String> initial = fields.getOrDefault(kind + "-Initial", List.of());
    return isFirst && !initial.isEmpty() ? initial : fields.getOrDefault(kind, List.of());
  }

  private Optional<String> first(String field) {
    return fields.getOrDefault(field, List.of()).stream().findFirst().map(String::strip);
  }
}
