package oscc.e2e;

import oscc.bundle.Word.Slot;

/** What a QEMU that boots over the network is given; the rest it fetches. */
final class NetworkSlots {
  private NetworkSlots() {}

  static String fill(Slot slot) {
    return switch (slot) {
      case ACCEL -> "tcg";
      case CPU -> "qemu64";
      case MUX -> "off";
      case SIGNAL -> "on";
      case FORWARDS -> "";
      case KERNEL, INITRD, APPEND, ROOTFS, DISK ->
          throw new IllegalStateException("iPXE fetches " + slot);
    };
  }
}
