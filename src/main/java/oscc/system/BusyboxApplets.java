package oscc.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import oscc.fstree.Content;

/**
 * Finds out which applets a busybox has without running it, since it may be for another machine.
 * The program holds the names as one sorted list, each ended by a NUL and the list by a second one:
 * {@code applet_names} of {@code include/applet_tables.h}, which busybox searches by bisection. So
 * the list is the longest ascending run of such names in the file. A run is taken only if it has a
 * shell and is long enough to be no accident.
 */
public final class BusyboxApplets {
  private static final int LONGEST = 31;
  private static final int SHORTEST = 8;

  private BusyboxApplets() {}

  /** The names of the applets; empty if the file is no busybox. */
  public static Set<String> of(Content program) throws IOException {
    try (InputStream in = program.open()) {
      return of(in.readAllBytes());
    }
  }

  /** The names of the applets in the bytes of a program. */
  public static Set<String> of(byte[] program) {
    List<String> best = List.of();
    List<String> run = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < program.length; i++) {
      if (program[i] == 0) {
        String name = name(program, start, i);
        boolean isEnd = !run.isEmpty() && (name.isEmpty() || run.getLast().compareTo(name) >= 0);
        if (isEnd) {
          best = run.size() > best.size() ? run : best;
          run = new ArrayList<>();
        }
        if (!name.isEmpty()) {
          run.add(name);
        }
        start = i + 1;
      }
    }
    best = run.size() > best.size() ? run : best;
    boolean isTable = best.size() >= SHORTEST && (best.contains("sh") || best.contains("ash"));
    return isTable ? new LinkedHashSet<>(best) : Set.of();
  }

  /**
   * What is no name is empty. Nearly nothing is one, so that no text is made before it is known.
   */
  private static String name(byte[] program, int start, int end) {
    return isName(program, start, end)
        ? new String(program, start, end - start, StandardCharsets.ISO_8859_1)
        : "";
  }

  private static boolean isName(byte[] program, int start, int end) {
    int length = end - start;
    if (length < 1 || length > LONGEST) {
      return false;
    }
    if (program[start] == '[') {
      return length == 1 || (length == 2 && program[start + 1] == '[');
    }
    for (int i = start; i < end; i++) {
      byte b = program[i];
      boolean letter = b >= 'a' && b <= 'z';
      boolean other = (b >= '0' && b <= '9') || b == '_' || b == '.' || b == '+' || b == '-';
      if (!letter && (i == start || !other)) {
        return false;
      }
    }
    return true;
  }
}
