package oscc.vm;

import java.util.Optional;
import java.util.stream.Stream;

/** A way to boot the files of a bundle. */
public enum BootWay {
  /** QEMU loads kernel and initrd; the root is a disk. */
  DIRECT("direct"),
  /** BIOS and the network card's iPXE, which fetches everything. */
  IPXE_BIOS("ipxe-bios"),
  /** UEFI and the network card's iPXE, which fetches everything. */
  IPXE_UEFI("ipxe-uefi");

  private final String key;

  BootWay(String key) {
    this.key = key;
  }

  /** As the command line and reports say it. */
  public String key() {
    return key;
  }

  /** The way with this key. */
  public static Optional<BootWay> of(String key) {
    return Stream.of(values()).filter(w -> w.key.equals(key)).findFirst();
  }
}
