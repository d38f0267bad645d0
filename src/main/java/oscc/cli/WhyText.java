package oscc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import oscc.diag.Span;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.image.Origins;
import oscc.image.Origins.Origin;
import oscc.json.JsonValue;

/** The story of one path of a root, for people and for programs. */
record WhyText(Origins.Told told, UnixPath path) {
  /** More than so many packages share only folders, and nobody wants to read them all. */
  private static final int MOST = 6;

  /** Whether there is anything to say. */
  boolean isKnown() {
    return !told.of(path).isEmpty();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(path + what());
    List<Origin> story = told.of(path);
    int hidden = story.size() - MOST;
    for (int i = 0; i < story.size(); i++) {
      if (hidden <= 0 || i < MOST - 1 || i == story.size() - 1) {
        lines.add("  " + line(story.get(i)));
      } else if (i == MOST - 1) {
        lines.add("  … and %d more".formatted(hidden));
      }
    }
    List<UnixPath> others = told.otherNames(path);
    if (!others.isEmpty()) {
      String names = others.stream().map(UnixPath::value).collect(Collectors.joining(", "));
      lines.add("  the same file as " + names);
    }
    return lines;
  }

  private String what() {
    Optional<Node.Inode> node = told.root().inode(path);
    if (node.isEmpty()) {
      return ": not in the machine";
    }
    return switch (node.get()) {
      case Node.Symlink link -> " -> " + link.target();
      case Node.Directory _ -> "/";
      case Node.RegularFile _, Node.DeviceNode _, Node.Fifo _, Node.Socket _ -> "";
    };
  }

  private static String line(Origin origin) {
    String verb =
        switch (origin.effect()) {
          case BROUGHT -> "from";
          case SAME -> "also in";
          case REPLACED -> "replaced by";
          case REMOVED -> "removed by";
        };
    return "%s %s%s".formatted(verb, origin.who(), origin.asked().map(WhyText::asked).orElse(""));
  }

  /** The place and the line itself, since a key says more than a number. */
  private static String asked(Span span) {
    int line = span.position().line();
    String text = span.source().line(line).strip();
    return ", for %s:%d: %s".formatted(span.source().name(), line, text);
  }

  JsonValue json() {
    List<JsonValue> story = new ArrayList<>();
    for (Origin origin : told.of(path)) {
      JsonValue.Members members =
          JsonValue.object()
              .with("effect", origin.effect().name().toLowerCase(Locale.ROOT))
              .with("who", origin.who());
      origin
          .asked()
          .ifPresent(s ->
              members
                  .with("file", s.source().name())
                  .with("line", s.position().line())
                  .with("column", s.position().column()));
      story.add(members.build());
    }
    return JsonValue.object()
        .with("path", path.value())
        .with("there", JsonValue.of(told.root().find(path).isPresent()))
        .with("story", new JsonValue.Arr(story))
        .with("same_file", JsonValue.strings(names()))
        .build();
  }

  private List<String> names() {
    return told.otherNames(path).stream().map(UnixPath::value).toList();
  }
}
