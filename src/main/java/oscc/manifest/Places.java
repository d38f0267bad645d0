package oscc.manifest;

import java.util.List;
import java.util.Optional;
import oscc.diag.Span;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;
import oscc.syntax.YamlNode.Tagged;

/** Where a manifest says what: a key's own place, or where what holds it stands. */
public final class Places {
  /** The keys by which items of lists are known. */
  private static final List<String> NAMES = List.of("name", "path");

  private final YamlNode root;

  Places(YamlNode root) {
    this.root = root;
  }

  /**
   * The place that is nearest to a key.
   *
   * @param way keys, each below the one before; an item of a list is known by its {@code name},
   *     {@code path} or text, or by its place: {@code #0} is the first
   */
  public Span of(String... way) {
    YamlNode node = root;
    Span place = root.head();
    for (String word : way) {
      Optional<Step> step = step(node, word);
      if (step.isEmpty()) {
        return place;
      }
      node = step.get().node();
      place = step.get().place();
    }
    return place;
  }

  private record Step(YamlNode node, Span place) {}

  private static Optional<Step> step(YamlNode node, String word) {
    return switch (node) {
      case Mapping mapping -> mapping.find(word).map(e -> new Step(e.value(), e.key().span()));
      case Sequence list when word.matches("#[0-9]{1,4}") ->
          list.items().stream()
              .skip(Integer.parseInt(word.substring(1)))
              .findFirst()
              .map(item -> new Step(item, item.head()));
      case Sequence list ->
          list.items().stream()
              .filter(item -> isCalled(item, word))
              .findFirst()
              .map(item -> new Step(item, item.head()));
      case Tagged tagged -> step(tagged.value(), word);
      case Scalar scalar -> Optional.empty();
    };
  }

  private static boolean isCalled(YamlNode item, String word) {
    return switch (item) {
      case Mapping mapping ->
          NAMES.stream()
              .flatMap(key -> mapping.find(key).stream())
              .anyMatch(e -> e.value() instanceof Scalar name && name.text().equals(word));
      case Scalar scalar -> scalar.text().equals(word);
      case Tagged tagged -> isCalled(tagged.value(), word);
      case Sequence list -> false;
    };
  }
}
