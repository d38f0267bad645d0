package oscc.inspect;

import java.util.Locale;

/** What of a bundle can be looked into. */
public enum BundlePart {
  /** What the machine sees when it has started. */
  ROOT,
  /** The base segment of the initrd. */
  INITRD,
  /** The segment that is the machine's own. */
  MACHINE,
  /** The package layer. */
  ROOTFS;

  /** As it is written on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
