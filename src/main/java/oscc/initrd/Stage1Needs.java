package oscc.initrd;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import oscc.diag.Located;
import oscc.manifest.Machine;
import oscc.manifest.RootfsSpec;

/** What stage 1 cannot do without for a machine: kernel modules, and applets of its busybox. */
final class Stage1Needs {
  /** What mounting the package layer takes, and what QEMU's devices take. */
  private static final List<String> ALWAYS =
      List.of(
          "squashfs",
          "overlay",
          "loop",
          "virtio_pci",
          "virtio_blk",
          "qemu_fw_cfg",
          "virtio_console");

  /** Disks of real machines, for a package layer or for what lasts. */
  private static final List<String> DISKS =
      List.of("nvme", "ahci", "sd_mod", "virtio_scsi", "usb_storage", "uas", "xhci_pci");

  /**
   * Network cards of real and of virtual machines, for a package layer that is fetched; the manual
   * names them. Packet sockets are what DHCP takes.
   */
  private static final List<String> CARDS =
      List.of(
          "af_packet",
          "virtio_net",
          "e1000",
          "e1000e",
          "igb",
          "igc",
          "ixgbe",
          "r8169",
          "tg3",
          "8139cp",
          "8139too",
          "vmxnet3",
          "ena");

  /** What {@code /init} calls. */
  private static final Set<String> APPLETS =
      Set.of(
          "ash",
          "blockdev",
          "cat",
          "chmod",
          "chown",
          "chroot",
          "cp",
          "cttyhack",
          "cut",
          "grep",
          "head",
          "insmod",
          "losetup",
          "mkdir",
          "mount",
          "od",
          "poweroff",
          "reboot",
          "setsid",
          "sh",
          "sha256sum",
          "sleep",
          "stat",
          "switch_root",
          "tr",
          "umount");

  /** What a machine with a disk calls too. */
  private static final Set<String> DISK_APPLETS =
      Set.of("chroot", "cpio", "dd", "find", "mv", "rm", "sort", "sync", "tail");

  /** What a machine that fetches its package layer calls too. */
  private static final Set<String> HTTP_APPLETS =
      Set.of("ip", "rm", "tail", "tee", "udhcpc", "wget");

  private Stage1Needs() {}

  /** The modules by name; what the kernel does not have as one is left out later. */
  static Set<String> modules(Machine machine) {
    Set<String> names = new LinkedHashSet<>(ALWAYS);
    if (machine.rootfs().disk().isPresent()) {
      names.add("ext4");
    }
    if (machine.rootfs().disk().isPresent()
        || machine.rootfs().delivery() == RootfsSpec.Delivery.DISK) {
      names.addAll(DISKS);
    }
    if (machine.rootfs().delivery() == RootfsSpec.Delivery.HTTP) {
      names.addAll(CARDS);
    }
    machine.kernel().modules().initrd().stream().map(Located::value).forEach(names::add);
    return names;
  }

  /** The applets that the scripts of this machine call. */
  static Set<String> applets(Machine machine) {
    Set<String> names = new TreeSet<>(APPLETS);
    if (machine.rootfs().disk().isPresent()) {
      names.addAll(DISK_APPLETS);
    }
    if (machine.rootfs().delivery() == RootfsSpec.Delivery.HTTP) {
      names.addAll(HTTP_APPLETS);
    }
    return names;
  }
}
