package oscc.archive.squashfs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.fstree.Attributes;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/** How other programs would list a node. */
final class Listings {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Permissions, owner, size or device, time and path of {@code unsquashfs -lln}. */
  private static final Pattern LINE =
      Pattern.compile("(\\S{10}) (\\S+) +(-?\\d+, *\\d+|\\d+) (\\S+ \\S+) squashfs-root(.*)");

  private Listings() {}

  /** A line of {@code rdsquashfs --describe}. */
  static String describe(UnixPath path, Node.Inode inode) {
    Attributes a = inode.attributes();
    String name = path.relative();
    String quoted = name.contains(" ") ? "\"" + name + "\"" : name;
    String rest = "%s 0%o %d %d".formatted(quoted, a.mode().bits(), a.uid(), a.gid());
    return switch (inode) {
      case Node.Directory d -> "dir " + rest;
      case Node.RegularFile f -> "file " + rest;
      case Node.Symlink s -> "slink " + rest + " " + s.target();
      case Node.DeviceNode d ->
          "nod %s %s %d %d"
              .formatted(
                  rest, d.kind() == Node.DeviceNode.Kind.BLOCK ? "b" : "c", d.major(), d.minor());
      case Node.Fifo f -> "pipe " + rest;
      case Node.Socket s -> "sock " + rest;
    };
  }

  /** A line of {@code unsquashfs -lln} as {@link #normal} leaves it. */
  static String line(UnixPath path, Node.Inode inode) {
    Attributes a = inode.attributes();
    String size =
        switch (inode) {
          case Node.Directory d -> "-";
          case Node.RegularFile f -> Long.toString(f.content().size());
          case Node.Symlink s ->
              Integer.toString(s.target().getBytes(StandardCharsets.UTF_8).length);
          case Node.DeviceNode d -> "-";
          case Node.Fifo f -> "0";
          case Node.Socket s -> "0";
        };
    String target = inode instanceof Node.Symlink link ? " -> " + link.target() : "";
    return "%s %d/%d %s %s %s%s"
        .formatted(
            type(inode) + permissions(a.mode().bits()),
            a.uid(),
            a.gid(),
            size,
            TIME.format(Instant.ofEpochSecond(a.mtime())),
            path.isRoot() ? "" : path.value(),
            target);
  }

  /**
   * A line of {@code unsquashfs} without its padding, without the size of folders, and without the
   * numbers of devices, which it gets wrong where a minor has more than eight bits.
   */
  static String normal(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not a line of a listing: " + line);
    }
    boolean hasSize = "-lps".indexOf(line.charAt(0)) >= 0;
    String size = hasSize ? matcher.group(3) : "-";
    return "%s %s %s %s %s"
        .formatted(matcher.group(1), matcher.group(2), size, matcher.group(4), matcher.group(5));
  }

  private static String type(Node.Inode inode) {
    return switch (inode) {
      case Node.Directory d -> "d";
      case Node.RegularFile f -> "-";
      case Node.Symlink s -> "l";
      case Node.DeviceNode d -> d.kind() == Node.DeviceNode.Kind.BLOCK ? "b" : "c";
      case Node.Fifo f -> "p";
      case Node.Socket s -> "s";
    };
  }

  private static String permissions(int bits) {
    char[] text = "rwxrwxrwx".toCharArray();
    for (int i = 0; i < 9; i++) {
      if ((bits & (0400 >> i)) == 0) {
        text[i] = '-';
      }
    }
    mark(text, 2, (bits & 04000) != 0, 's');
    mark(text, 5, (bits & 02000) != 0, 's');
    mark(text, 8, (bits & 01000) != 0, 't');
    return new String(text);
  }

  private static void mark(char[] text, int at, boolean set, char mark) {
    if (set) {
      text[at] = text[at] == 'x' ? mark : Character.toUpperCase(mark);
    }
  }
}
