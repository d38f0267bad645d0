package oscc.manifest;

import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;
import oscc.syntax.YamlNode.Tagged;

/** Whether two values say the same, wherever they stand and in whatever order their keys are. */
final class Same {
  private Same() {}

  static boolean of(YamlNode a, YamlNode b) {
    return switch (a) {
      case Scalar x -> b instanceof Scalar y && x.kind() == y.kind() && x.text().equals(y.text());
      case Tagged x -> b instanceof Tagged y && x.tag() == y.tag() && of(x.value(), y.value());
      case Mapping x ->
          b instanceof Mapping y
              && x.entries().size() == y.entries().size()
              && x.entries().stream().allMatch(e -> has(y, e));
      case Sequence x -> b instanceof Sequence y && items(x, y);
    };
  }

  private static boolean has(Mapping mapping, Entry entry) {
    return mapping.find(entry.key().text()).filter(e -> of(entry.value(), e.value())).isPresent();
  }

  private static boolean items(Sequence x, Sequence y) {
    if (x.items().size() != y.items().size()) {
      return false;
    }
    for (int i = 0; i < x.items().size(); i++) {
      if (!of(x.items().get(i), y.items().get(i))) {
        return false;
      }
    }
    return true;
  }
}
