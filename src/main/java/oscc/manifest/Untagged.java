package oscc.manifest;

import java.util.ArrayList;
import java.util.List;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;
import oscc.syntax.YamlNode.Tag;
import oscc.syntax.YamlNode.Tagged;

/** Takes the tags from a tree once nothing more is laid over or under it. */
final class Untagged {
  private Untagged() {}

  /** The same without what is removed, and without the tags on what replaced something. */
  static Mapping of(Mapping mapping) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      if (isKept(entry.value())) {
        entries.add(new Entry(entry.key(), of(entry.value())));
      }
    }
    return new Mapping(entries, mapping.flow(), mapping.span(), mapping.head());
  }

  private static YamlNode of(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar;
      case Mapping mapping -> of(mapping);
      case Sequence list ->
          new Sequence(
              list.items().stream().filter(Untagged::isKept).map(Untagged::of).toList(),
              list.flow(),
              list.span(),
              list.head());
      case Tagged tagged -> of(tagged.value());
    };
  }

  private static boolean isKept(YamlNode node) {
    return !(node instanceof Tagged tagged && tagged.tag() == Tag.REMOVE);
  }
}
