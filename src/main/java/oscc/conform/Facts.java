package oscc.conform;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.diag.Span;

/** Scripts that several checks share, and how to read what they print. */
final class Facts {
  static final String PASSWD = "cat /etc/passwd";
  static final String GROUP = "cat /etc/group";
  static final String MOUNTS = "cat /proc/mounts";
  static final String CMDLINE = "cat /proc/cmdline";
  static final String SOCKETS = "cat /proc/net/tcp /proc/net/tcp6 2>/dev/null";
  static final String ADDRESSES = "ip -o addr show";

  private Facts() {}

  /**
   * A command that prints the command lines of what runs under some names, and fails if none do.
   */
  static String running(String names) {
    return """
    for file in /proc/[0-9]*/cmdline; do
      tr '\\0' ' ' <"$file" 2>/dev/null
      echo
    done | grep -E '^[^ ]*(%s) '\
    """
        .formatted(names);
  }

  /** A check that a TCP port has a listener. */
  static Check port(String name, Span place, int port) {
    return new Check(
        name,
        place,
        "port %d is open".formatted(port),
        SOCKETS,
        printed -> {
          boolean open = listens(printed, port);
          return Seen.of(open, "port %d is %s".formatted(port, open ? "open" : "closed"));
        });
  }

  /** The line of a table in which the first column is this name, cut at colons. */
  static Optional<List<String>> row(String table, String name) {
    return table
        .lines()
        .map(line -> List.of(line.split(":", -1)))
        .filter(row -> row.getFirst().equals(name))
        .findFirst();
  }

  /** A column of a row. */
  static String column(List<String> row, int index) {
    return index < row.size() ? row.get(index) : "";
  }

  /** Whether two addresses, with a prefix or without, are the same; IPv6 has many spellings. */
  static boolean sameAddress(String one, String other) {
    String[] first = one.split("/", 2);
    String[] second = other.split("/", 2);
    if (first.length != second.length || (first.length == 2 && !first[1].equals(second[1]))) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(first[0]).equals(InetAddress.ofLiteral(second[0]));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Words between blanks. */
  static List<String> words(String line) {
    return Stream.of(line.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /** Whether a TCP port has a listener, by {@code proc_net_tcp} of the kernel: state 0A. */
  private static boolean listens(String sockets, int port) {
    String end = ":%04X".formatted(port);
    return sockets
        .lines()
        .map(Facts::words)
        .anyMatch(w -> w.size() > 3 && w.get(1).endsWith(end) && w.get(3).equals("0A"));
  }

  /** The first of some lines, or what stands for none. */
  static String firstLine(String printed) {
    return printed
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .findFirst()
        .orElse("nothing");
  }
}
