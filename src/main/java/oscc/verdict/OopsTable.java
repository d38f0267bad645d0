package oscc.verdict;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the kernel says that it met a defect of its own, at the start of a message. What it calls a
 * WARNING, and what lockdep or UBSAN find, is no such thing: machines run well with it. The wording
 * is that of Linux 4.19 to 6.12: {@code lib/bug.c}, {@code mm/kasan/report.c}, {@code
 * arch/x86/mm/fault.c}, {@code arch/x86/kernel/traps.c}, {@code arch/arm64/mm/fault.c}, {@code
 * arch/arm64/kernel/traps.c}, {@code kernel/locking/lockdep.c}, {@code kernel/rcu/tree_stall.h}.
 */
final class OopsTable {
  /** What a message means. */
  enum Kind {
    OOPS,
    /** A processor or a task is stuck; on a slow host it may only seem so. */
    STALL
  }

  private record Row(Kind kind, Pattern pattern) {}

  private static final List<Row> ROWS =
      List.of(
          row(Kind.STALL, "(?:watchdog: )?BUG: soft lockup\\b"),
          row(Kind.STALL, "watchdog: Watchdog detected hard LOCKUP\\b"),
          row(Kind.STALL, "BUG: workqueue lockup\\b"),
          row(Kind.STALL, "(?:rcu: )?INFO: rcu_\\w+ (?:self-)?detected (?:expedited )?stalls?\\b"),
          row(Kind.STALL, "INFO: task \\S+ blocked for more than \\d+ seconds"),
          row(Kind.OOPS, "BUG: "),
          row(Kind.OOPS, "BUG at \\S+:\\d+"),
          row(Kind.OOPS, "kernel BUG at \\S+:\\d+"),
          row(Kind.OOPS, "Kernel BUG\\b"),
          row(Kind.OOPS, "Oops(?: - [^:]+)?: "),
          row(Kind.OOPS, "Internal error: "),
          row(Kind.OOPS, "Unable to handle kernel "),
          row(Kind.OOPS, "(?:traps: )?general protection fault, .*\\[#\\d+\\]"),
          row(Kind.OOPS, "general protection fault: [0-9a-f]{4} \\[#\\d+\\]"),
          row(Kind.OOPS, "(?:divide error|invalid opcode|stack segment|bounds): [0-9a-f]{4} \\["),
          row(Kind.OOPS, "(?:traps: )?PANIC: double fault\\b"),
          row(Kind.OOPS, "double fault: [0-9a-f]{4} \\["),
          row(Kind.OOPS, "segment not present: [0-9a-f]{4} \\["),
          row(Kind.OOPS, "Bad mode in \\S+ handler detected"));

  /** Messages that look like a defect and are none. */
  private static final List<Pattern> SUPPRESSED =
      List.of(
          // A broken clock or table of the host's making, met on machines that run well.
          Pattern.compile("(?:\\[Firmware Bug\\]|Firmware Bug|\\[Hardware Error\\])"),
          // Said once when a sanitizer starts, not when it finds something.
          Pattern.compile("(?:KASAN|UBSAN|KFENCE): (?:initialized|init|KernelAddressSanitizer)"),
          Pattern.compile("INFO: lockdep is turned off"));

  private OopsTable() {}

  private static Row row(Kind kind, String pattern) {
    return new Row(kind, Pattern.compile(pattern));
  }

  /** What a message of the kernel tells. */
  static Optional<Kind> find(String message) {
    if (SUPPRESSED.stream().anyMatch(p -> p.matcher(message).lookingAt())) {
      return Optional.empty();
    }
    return ROWS.stream()
        .filter(row -> row.pattern().matcher(message).lookingAt())
        .map(Row::kind)
        .findFirst();
  }
}
