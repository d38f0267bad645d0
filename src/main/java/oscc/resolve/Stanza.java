package oscc.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A paragraph of a package index; deb-control(5). Field names are matched in any case. */
record Stanza(Map<String, String> fields) {
  private static final Pattern NAME = Pattern.compile("\\s*([a-z0-9][a-z0-9+.-]*)(?::\\S+)?.*");

  Stanza {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(fields);
    fields = Collections.unmodifiableMap(copy);
  }

  /** The paragraphs of a text; continuation lines are joined by line ends. */
  static List<Stanza> parse(String text) {
    List<Stanza> stanzas = new ArrayList<>();
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String last = "";
    for (String line : (text + "\n\n").split("\n", -1)) {
      int colon = line.indexOf(':');
      if (line.isBlank()) {
        if (!fields.isEmpty()) {
          stanzas.add(new Stanza(fields));
          fields.clear();
        }
      } else if (Character.isWhitespace(line.charAt(0))) {
        fields.merge(last, line, (a, b) -> a + "\n" + b);
      } else if (colon > 0) {
        last = line.substring(0, colon);
        fields.put(last, line.substring(colon + 1).strip());
      }
    }
    return stanzas;
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  String packageName() {
    return field("Package");
  }

  boolean isEssential() {
    return field("Essential").equals("yes");
  }

  /** Depends and Pre-Depends: what must be there, each as the names any of which will do. */
  List<List<String>> dependencies() {
    List<List<String>> all = new ArrayList<>();
    for (String fieldName : new String[] {"Pre-Depends", "Depends"}) {
      for (String group : field(fieldName).split(",", -1)) {
        List<String> names = names(group.split("\\|", -1));
        if (!names.isEmpty()) {
          all.add(names);
        }
      }
    }
    return all;
  }

  /** The names of other packages that this one stands for. */
  List<String> provides() {
    return names(field("Provides").split(",", -1));
  }

  private static List<String> names(String[] relations) {
    return Arrays.stream(relations).flatMap(r -> name(r).stream()).toList();
  }

  private static Optional<String> name(String relation) {
    Matcher name = NAME.matcher(relation.replace('\n', ' '));
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
