package oscc.cli;

import oscc.archive.Stored;
import oscc.fstree.Node;
import oscc.json.JsonValue;

/** An entry of an archive as {@code ls -l} shows it, and as JSON. */
record StoredLine(Stored entry) {
  private static final String LETTERS = "rwxrwxrwx";

  /** Type and permissions, owner, size or device, name, target. */
  String text(String name) {
    return "%s %5d %5d %11s %s%s"
        .formatted(
            letters(), entry.attributes().uid(), entry.attributes().gid(), size(), name, arrow());
  }

  JsonValue json() {
    JsonValue.Members members =
        JsonValue.object()
            .with("path", entry.path().value())
            .with("type", type())
            .with("mode", entry.attributes().mode().toString())
            .with("uid", entry.attributes().uid())
            .with("gid", entry.attributes().gid())
            .with("mtime", entry.attributes().mtime());
    switch (entry.thing()) {
      case Stored.File file -> members.with("size", file.size());
      case Stored.Symlink link -> members.with("target", link.target());
      case Stored.Device device ->
          members.with("major", device.major()).with("minor", device.minor());
      case Stored.Folder _, Stored.Fifo _, Stored.Socket _ -> {}
    }
    return members.build();
  }

  private String type() {
    return switch (entry.thing()) {
      case Stored.Folder _ -> "folder";
      case Stored.File _ -> "file";
      case Stored.Symlink _ -> "symlink";
      case Stored.Device device when device.kind() == Node.DeviceNode.Kind.BLOCK -> "block";
      case Stored.Device _ -> "character";
      case Stored.Fifo _ -> "fifo";
      case Stored.Socket _ -> "socket";
    };
  }

  private String letters() {
    int bits = entry.attributes().mode().bits();
    StringBuilder text = new StringBuilder(type().equals("file") ? "-" : letter());
    for (int i = 0; i < LETTERS.length(); i++) {
      text.append((bits & 0400 >> i) != 0 ? LETTERS.charAt(i) : '-');
    }
    special(text, bits & 04000, 3, 's');
    special(text, bits & 02000, 6, 's');
    special(text, bits & 01000, 9, 't');
    return text.toString();
  }

  private String letter() {
    return switch (type()) {
      case "folder" -> "d";
      case "fifo" -> "p";
      default -> type().equals("symlink") ? "l" : type().substring(0, 1);
    };
  }

  /** In place of an x; in capitals where there is none. */
  private static void special(StringBuilder text, int bit, int at, char letter) {
    if (bit != 0) {
      boolean runs = text.charAt(at) == 'x';
      text.setCharAt(at, runs ? letter : Character.toUpperCase(letter));
    }
  }

  private String size() {
    return switch (entry.thing()) {
      case Stored.File file -> Long.toString(file.size());
      case Stored.Device device -> "%d,%d".formatted(device.major(), device.minor());
      case Stored.Folder _, Stored.Symlink _, Stored.Fifo _, Stored.Socket _ -> "-";
    };
  }

  private String arrow() {
    return entry.thing() instanceof Stored.Symlink link ? " -> " + link.target() : "";
  }
}
