package oscc.image;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import oscc.bundle.Artifact;
import oscc.bundle.BuildId;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.kernel.BootImage;
import oscc.manifest.Machine;
import oscc.manifest.RootfsSpec.Delivery;
import oscc.manifest.RootfsSpec.Filesystem;

/** The kernel command line: the manifest's words, then oscc's own. */
final class CommandLine {
  /**
   * Without it the initramfs is a tmpfs of at most half the memory that the initrd leaves free, and
   * a larger root arrives truncated, with no word from the kernel.
   */
  private static final String UNBOUNDED_INITRAMFS = "rootfstype=ramfs";

  /** Where stage 1 finds the package layer. */
  private static final String ROOT = "oscc.root=";

  /** What iPXE adds for a root that is fetched: two addresses of common length, and the rest. */
  private static final int ADDRESSES = 512;

  /** iPXE puts the kernel's name in front on UEFI, and {@code initrd=} names every segment. */
  private static final int LOADER_WORDS =
      Artifact.KERNEL.fileName().length()
          + Stream.of(Artifact.INITRD, Artifact.MACHINE, Artifact.ROOT_HEADER, Artifact.ROOTFS)
              .mapToInt(segment -> " initrd=".length() + segment.fileName().length())
              .sum();

  private CommandLine() {}

  static String of(Machine machine, BuildId build) {
    List<String> words = new ArrayList<>();
    machine.kernel().cmdline().stream().map(Located::value).forEach(words::add);
    machine.logging().consoleLevel().ifPresent(level -> words.add("loglevel=" + level));
    words.add("oscc.build=" + build.hex());
    if (machine.rootfs().filesystem() == Filesystem.SQUASHFS
        && machine.rootfs().delivery() == Delivery.INITRD) {
      words.add(UNBOUNDED_INITRAMFS);
    }
    if (isFetched(machine) && words.stream().noneMatch(w -> w.startsWith(ROOT))) {
      words.add(ROOT + "http");
    }
    return String.join(" ", words);
  }

  private static boolean isFetched(Machine machine) {
    return machine.rootfs().filesystem() == Filesystem.SQUASHFS
        && machine.rootfs().delivery() == Delivery.HTTP;
  }

  /** Whether the kernel is told to leave the initramfs unbounded. */
  static boolean asksForRamfs(String line) {
    return List.of(line.split(" ")).contains(UNBOUNDED_INITRAMFS);
  }

  /** Checks that a kernel takes the line with all that a boot loader puts to it. */
  static void check(String line, Machine machine, BootImage kernel, Report report) {
    long limit = kernel.cmdlineLimit();
    int length = line.length() + LOADER_WORDS + (isFetched(machine) ? ADDRESSES : 0);
    if (length > limit) {
      report
          .error(
              Code.OS0755,
              machine.kernel().span(),
              "the kernel command line has %d bytes, and this kernel takes %d"
                  .formatted(length, limit))
          .label("`cmdline` and what oscc and iPXE add to it")
          .help("boot loaders cut a longer line without a word: shorten `kernel.cmdline`");
    }
  }
}
