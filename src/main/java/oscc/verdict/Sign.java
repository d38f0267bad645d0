package oscc.verdict;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one line says about a boot, if it says anything.
 *
 * @param pattern found anywhere in the line for stage 1 and loaders, at the start of a message for
 *     the kernel
 */
record Sign(Outcome outcome, Pattern pattern) {

  /** Said before a kernel runs, by iPXE's script and by firmware. */
  private static final List<Sign> LOADER =
      List.of(
          sign(Outcome.NOT_LOADED, "oscc: \\S+ could not be loaded"),
          sign(Outcome.NOT_LOADED, "Could not boot: "),
          sign(Outcome.NOT_LOADED, "No bootable device"),
          sign(Outcome.NOT_LOADED, "BdsDxe: No bootable option or device was found"),
          sign(Outcome.NOT_LOADED, "UEFI Interactive Shell"));

  /** The failures of stage 1, as its script spells them. */
  private static final List<Sign> STAGE_1 =
      List.of(
          sign(
              Outcome.NO_ROOT,
              "no root: (?:no link|no network|no DHCP|nothing says|it could not be fetched)"),
          sign(Outcome.ROOT_DEVICE_MISSING, "no root: "),
          sign(Outcome.NO_ROOT, "no disk: "),
          sign(Outcome.ROOT_DIGEST_WRONG, "the root is damaged: "),
          sign(Outcome.ROOT_DIGEST_WRONG, "the root is too short: "),
          sign(Outcome.ROOT_DIGEST_WRONG, "the root is no squashfs: "),
          sign(Outcome.ROOT_DIGEST_WRONG, "the root is of another build: "),
          sign(Outcome.ROOT_DRIVER_MISSING, "the root cannot be mounted: "),
          sign(Outcome.ROOT_DRIVER_MISSING, "the layers cannot be laid over each other: "),
          sign(Outcome.NO_ROOT, "the machine layer cannot be unpacked: "),
          sign(Outcome.NO_ROOT, "no machine: "),
          sign(Outcome.NO_ROOT, "machine\\.img is of build "),
          sign(Outcome.NO_INIT, "the machine has no /sbin/init"),
          sign(Outcome.NO_ROOT, "the machine has no folder "),
          sign(Outcome.NO_ROOT, "the machine could not be started"));

  private static final String PANIC = "Kernel panic - not syncing: ";

  /** The kernel's last words; the first that fits counts. */
  private static final List<Sign> KERNEL =
      List.of(
          // The kernel then starts whatever else it finds; stage 1 is always /init.
          sign(Outcome.NO_INIT, "Failed to execute /init \\("),
          sign(Outcome.NO_INIT, PANIC + "No working init found"),
          sign(Outcome.NO_INIT, PANIC + "Requested init "),
          // An initramfs without a program /init is left, and the kernel looks for a disk.
          sign(Outcome.NO_INIT, PANIC + "VFS: Unable to mount root fs"),
          sign(Outcome.KERNEL_PANIC, PANIC));

  /** What explains a failure that comes later, and is none itself. */
  private static final Pattern HINT =
      Pattern.compile(
          "Initramfs unpacking failed|check access for rdinit=|"
              + "^Out of memory: Killed process|oscc: (?:module \\S+ was not loaded|block devices"
              + " seen|  \\w|storage without a driver|attempt \\d)|^Run /\\S+ as init process");

  private static final Pattern OURS = Pattern.compile("(?:^|<2>|\\] )oscc: ");

  private static Sign sign(Outcome outcome, String pattern) {
    return new Sign(outcome, Pattern.compile(pattern));
  }

  /** What a line says that comes before any kernel's. */
  static Optional<Outcome> ofLoader(String line) {
    return first(LOADER, line);
  }

  /** What a line of stage 1 says. */
  static Optional<Outcome> ofStage1(String line) {
    var start = OURS.matcher(line);
    return start.find() ? atStart(STAGE_1, line.substring(start.end())) : Optional.empty();
  }

  /** What a message of the kernel says. */
  static Optional<Outcome> ofKernel(String message) {
    return atStart(KERNEL, message);
  }

  /** Whether a line is worth showing with a failure that comes later. */
  static boolean isHint(String line) {
    return HINT.matcher(line).find();
  }

  private static Optional<Outcome> first(List<Sign> signs, String line) {
    return signs.stream()
        .filter(s -> s.pattern.matcher(line).find())
        .map(Sign::outcome)
        .findFirst();
  }

  private static Optional<Outcome> atStart(List<Sign> signs, String text) {
    return signs.stream()
        .filter(s -> s.pattern.matcher(text).lookingAt())
        .map(Sign::outcome)
        .findFirst();
  }
}
