package oscc.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * The module that a symbol becomes where it is {@code m}, for the drivers that oscc itself asks
 * for. A kernel's Makefiles say this; nothing in a built kernel does.
 */
final class DriverModules {
  private static final Map<String, String> MODULES =
      Map.ofEntries(
          Map.entry("SQUASHFS", "squashfs"),
          Map.entry("OVERLAY_FS", "overlay"),
          Map.entry("BLK_DEV_LOOP", "loop"),
          Map.entry("BLK_DEV_SD", "sd_mod"),
          Map.entry("BLK_DEV_NVME", "nvme"),
          Map.entry("VIRTIO", "virtio"),
          Map.entry("VIRTIO_PCI", "virtio_pci"),
          Map.entry("VIRTIO_MMIO", "virtio_mmio"),
          Map.entry("VIRTIO_BLK", "virtio_blk"),
          Map.entry("VIRTIO_NET", "virtio_net"),
          Map.entry("VIRTIO_CONSOLE", "virtio_console"),
          Map.entry("HW_RANDOM_VIRTIO", "virtio_rng"),
          Map.entry("FW_CFG_SYSFS", "qemu_fw_cfg"),
          Map.entry("PACKET", "af_packet"),
          Map.entry("UNIX", "unix"),
          Map.entry("VLAN_8021Q", "8021q"),
          Map.entry("BRIDGE", "bridge"),
          Map.entry("EXT4_FS", "ext4"),
          Map.entry("AUTOFS_FS", "autofs4"),
          Map.entry("BINFMT_SCRIPT", "binfmt_script"));

  private DriverModules() {}

  static Optional<String> moduleOf(String symbol) {
    return Optional.ofNullable(MODULES.get(symbol));
  }

  static Map<String, String> all() {
    return MODULES;
  }
}
