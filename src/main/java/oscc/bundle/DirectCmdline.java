package oscc.bundle;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel command line of a bundle that QEMU starts directly, with the package layer on a disk.
 */
public final class DirectCmdline {
  /** The serial number under which the disk is known to stage 1. */
  public static final String ROOT_SERIAL = "oscc-root";

  // Only a root inside the initramfs needs it, and it keeps tmpfs from bounding the root.
  private static final String RAMFS = "rootfstype=ramfs";

  private DirectCmdline() {}

  /** The command line for a network boot, changed so that the root is looked for on the disk. */
  public static String withRootDisk(String cmdline) {
    List<String> words = new ArrayList<>();
    for (String word : cmdline.split(" ", -1)) {
      if (!word.equals(RAMFS) && !word.startsWith("oscc.root=")) {
        words.add(word);
      }
    }
    // In front, because what stands behind a lone `--` belongs to init.
    words.addFirst("oscc.root=serial=" + ROOT_SERIAL);
    return String.join(" ", words).strip();
  }
}
