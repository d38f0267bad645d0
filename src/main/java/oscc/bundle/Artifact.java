package oscc.bundle;

import java.util.Optional;
import java.util.stream.Stream;

/** The files that a bundle can have, in the order in which they are listed. */
public enum Artifact {
  KERNEL("vmlinuz"),
  INITRD("initrd.img"),
  MACHINE("machine.img"),
  ROOT_HEADER("root.hdr"),
  ROOTFS("rootfs.squashfs"),
  ROOTFS_CPIO("rootfs.cpio"),
  IPXE_SCRIPT("boot.ipxe"),
  RUN("run"),
  BUNDLE_JSON("bundle.json"),
  SHA256SUMS("SHA256SUMS");

  private final String fileName;

  Artifact(String fileName) {
    this.fileName = fileName;
  }

  /** Its name in the bundle. */
  public String fileName() {
    return fileName;
  }

  /** Whether machines with equal packages and kernel have the same bytes here. */
  public boolean shared() {
    return switch (this) {
      case KERNEL, INITRD, ROOT_HEADER, ROOTFS, ROOTFS_CPIO -> true;
      case MACHINE, IPXE_SCRIPT, RUN, BUNDLE_JSON, SHA256SUMS -> false;
    };
  }

  /** The artifact with this file name. */
  public static Optional<Artifact> of(String fileName) {
    return Stream.of(values()).filter(a -> a.fileName.equals(fileName)).findFirst();
  }

  @Override
  public String toString() {
    return fileName;
  }
}
