package oscc.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Located;
import oscc.diag.Span;
import oscc.kernel.KernelNeed.Form;
import oscc.manifest.Arch;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.manifest.RootfsSpec;

/** Which configuration symbols the features of a manifest come down to. */
final class KernelNeeds {
  /**
   * What machines may need, so that a kernel that was asked for one machine has answers for others
   * too. A need that is not here is asked for when a machine has it.
   */
  static final Set<String> SYMBOLS =
      Set.of(
          "BINFMT_ELF",
          "BINFMT_SCRIPT",
          "BLK_DEV_INITRD",
          "BLK_DEV_LOOP",
          "BRIDGE",
          "CONFIGFS_FS",
          "DEVTMPFS",
          "EXT4_FS",
          "INET",
          "NETCONSOLE",
          "NETCONSOLE_DYNAMIC",
          "OVERLAY_FS",
          "PACKET",
          "PCI_HOST_GENERIC",
          "PROC_FS",
          "RD_GZIP",
          "RD_XZ",
          "RD_ZSTD",
          "SERIAL_8250_CONSOLE",
          "SERIAL_AMBA_PL011_CONSOLE",
          "SQUASHFS",
          "SQUASHFS_XZ",
          "SQUASHFS_ZLIB",
          "SQUASHFS_ZSTD",
          "SYSFS",
          "TMPFS",
          "UNIX",
          "UNIX98_PTYS",
          "VIRTIO_BLK",
          "VIRTIO_NET",
          "VIRTIO_PCI",
          "VLAN_8021Q",
          "VT_CONSOLE");

  private final Machine machine;
  private final List<KernelNeed> needs = new ArrayList<>();

  private KernelNeeds(Machine machine) {
    this.machine = machine;
  }

  static List<KernelNeed> of(Machine machine) {
    KernelNeeds needs = new KernelNeeds(machine);
    needs.addStage1();
    needs.addRootfs();
    needs.addConsoles();
    needs.addNetwork();
    needs.addLogging();
    needs.addQemu();
    return List.copyOf(needs.needs);
  }

  private void addStage1() {
    Span kernel = machine.kernel().span();
    for (String symbol :
        List.of(
            "BLK_DEV_INITRD",
            "BINFMT_ELF",
            "BINFMT_SCRIPT",
            "DEVTMPFS",
            "PROC_FS",
            "SYSFS",
            "TMPFS")) {
      add(symbol, Form.BUILT_IN, "stage 1", kernel);
    }
    decompressor()
        .ifPresent(symbol -> {
          String codec = machine.initrd().compression().name().toLowerCase(Locale.ROOT);
          add(symbol, Form.BUILT_IN, "initrd.compression: " + codec, kernel);
        });
  }

  private Optional<String> decompressor() {
    return switch (machine.initrd().compression()) {
      case ZSTD -> Optional.of("RD_ZSTD");
      case XZ -> Optional.of("RD_XZ");
      case GZIP -> Optional.of("RD_GZIP");
      case NONE -> Optional.empty();
    };
  }

  private void addRootfs() {
    RootfsSpec rootfs = machine.rootfs();
    if (rootfs.filesystem() == RootfsSpec.Filesystem.INITRAMFS) {
      return;
    }
    add("SQUASHFS", Form.LOADABLE, "rootfs.filesystem: squashfs", rootfs.span());
    String symbol =
        switch (rootfs.compression().codec()) {
          case ZSTD -> "SQUASHFS_ZSTD";
          case XZ -> "SQUASHFS_XZ";
          case GZIP -> "SQUASHFS_ZLIB";
        };
    String codec = rootfs.compression().codec().name().toLowerCase(Locale.ROOT);
    add(symbol, Form.BUILT_IN, "rootfs.compression: " + codec, rootfs.span());
    add("OVERLAY_FS", Form.LOADABLE, "rootfs.filesystem: squashfs", rootfs.span());
    switch (rootfs.delivery()) {
      case INITRD -> add("BLK_DEV_LOOP", Form.LOADABLE, "rootfs.delivery: initrd", rootfs.span());
      case HTTP -> {
        add("BLK_DEV_LOOP", Form.LOADABLE, "rootfs.delivery: http", rootfs.span());
        add("INET", Form.BUILT_IN, "rootfs.delivery: http", rootfs.span());
        // udhcpc sends before the interface has an address.
        add("PACKET", Form.LOADABLE, "rootfs.delivery: http", rootfs.span());
      }
      case DISK -> {}
    }
    if (rootfs.disk().isPresent()) {
      add("EXT4_FS", Form.LOADABLE, "rootfs.disk", rootfs.span());
    }
  }

  private void addConsoles() {
    for (Located<String> word : machine.kernel().cmdline()) {
      if (word.value().startsWith("console=")) {
        consoleSymbol(word.value().substring("console=".length()))
            .ifPresent(symbol -> add(symbol, Form.BUILT_IN, word.value(), word.span()));
      }
    }
  }

  private static Optional<String> consoleSymbol(String device) {
    if (device.startsWith("ttyS")) {
      return Optional.of("SERIAL_8250_CONSOLE");
    }
    if (device.startsWith("ttyAMA")) {
      return Optional.of("SERIAL_AMBA_PL011_CONSOLE");
    }
    return device.matches("tty[0-9]+") ? Optional.of("VT_CONSOLE") : Optional.empty();
  }

  private void addNetwork() {
    for (Network.Interface link : machine.network().interfaces()) {
      String by = "network.interfaces: " + link.name();
      add("INET", Form.BUILT_IN, by, link.span());
      if (link.dhcp()) {
        add("PACKET", Form.LOADABLE, by + " with dhcp", link.span());
      }
      if (link.vlan().isPresent()) {
        add("VLAN_8021Q", Form.IN_ROOT, by + " with vlan", link.span());
      }
      if (link.bridge().isPresent()) {
        add("BRIDGE", Form.IN_ROOT, by + " with bridge", link.span());
      }
    }
    machine
        .ssh()
        .ifPresent(ssh -> {
          add("INET", Form.BUILT_IN, "ssh", ssh.span());
          add("UNIX", Form.LOADABLE, "ssh", ssh.span());
          add("UNIX98_PTYS", Form.BUILT_IN, "ssh", ssh.span());
        });
  }

  private void addLogging() {
    machine
        .logging()
        .netconsole()
        .ifPresent(netconsole -> {
          add("NETCONSOLE", Form.LOADABLE, "logging.netconsole", netconsole.span());
          add("NETCONSOLE_DYNAMIC", Form.BUILT_IN, "logging.netconsole", netconsole.span());
          add("CONFIGFS_FS", Form.LOADABLE, "logging.netconsole", netconsole.span());
        });
  }

  private void addQemu() {
    Span kernel = machine.kernel().span();
    add("VIRTIO_PCI", Form.FOR_QEMU, "`oscc run`", kernel);
    if (machine.rootfs().filesystem() == RootfsSpec.Filesystem.SQUASHFS) {
      add("VIRTIO_BLK", Form.FOR_QEMU, "the root as a disk of `oscc run`", kernel);
    }
    if (!machine.network().interfaces().isEmpty()) {
      add("VIRTIO_NET", Form.FOR_QEMU, "the network of `oscc run`", kernel);
    }
    if (machine.arch().value() == Arch.AARCH64) {
      add("PCI_HOST_GENERIC", Form.FOR_QEMU, "the `virt` board of `oscc run`", kernel);
    }
  }

  private void add(String symbol, Form form, String by, Span span) {
    needs.add(new KernelNeed(symbol, form, by, span));
  }
}
