package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.manifest.Compression;
import oscc.manifest.Machine;

class KernelRequirementsTest {
  /** What Debian's cloud kernel says of all that a machine with a network uses. */
  private static final Map<String, String> DEBIAN =
      Map.ofEntries(
          Map.entry("BLK_DEV_INITRD", "y"),
          Map.entry("BINFMT_ELF", "y"),
          Map.entry("BINFMT_SCRIPT", "y"),
          Map.entry("DEVTMPFS", "y"),
          Map.entry("PROC_FS", "y"),
          Map.entry("SYSFS", "y"),
          Map.entry("TMPFS", "y"),
          Map.entry("RD_ZSTD", "y"),
          Map.entry("SQUASHFS", "m"),
          Map.entry("SQUASHFS_ZSTD", "y"),
          Map.entry("OVERLAY_FS", "m"),
          Map.entry("BLK_DEV_LOOP", "m"),
          Map.entry("SERIAL_8250_CONSOLE", "y"),
          Map.entry("INET", "y"),
          Map.entry("PACKET", "y"),
          Map.entry("VIRTIO_PCI", "m"),
          Map.entry("VIRTIO_BLK", "m"),
          Map.entry("VIRTIO_NET", "m"));

  private static final TestModules MODULES =
      new TestModules()
          .add("fs/squashfs/squashfs")
          .add("fs/overlayfs/overlay")
          .add("drivers/block/loop")
          .add("drivers/virtio/virtio_pci")
          .add("drivers/block/virtio_blk")
          .add("drivers/net/virtio_net");

  private static Map<String, String> debianBut(String symbol, String value) {
    Map<String, String> config = new HashMap<>(DEBIAN);
    config.put(symbol, value);
    return config;
  }

  private static String check(TestMachine machine, KernelConfig config, ModuleIndex modules) {
    Kernel kernel =
        new Kernel("6.1.0", Content.of(""), new ImageHeader.Arm64Image(0, 0), config, modules);
    Report report = new Report();
    KernelRequirements.check(
        machine.machine(), answers(kernel, machine.machine()), List.of(), report);
    return TestMachine.told(report);
  }

  private static NeedAnswers answers(Kernel kernel, Machine machine) {
    return NeedAnswers.of(kernel, Set.of(), machine, List.of());
  }

  private static String check(TestMachine machine, Map<String, String> config) throws IOException {
    return check(machine, KernelConfig.of(KernelConfig.Origin.FILE, config), MODULES.index());
  }

  private static TestMachine machine() {
    return new TestMachine().cmdline("console=ttyS0,115200").dhcp("eth0");
  }

  @Test
  void a_kernel_that_has_everything_is_not_talked_about() throws IOException {
    assertThat(check(machine(), DEBIAN)).isEmpty();
  }

  @Test
  void a_missing_codec_is_told_where_the_manifest_asks_for_it() throws IOException {
    assertThat(check(machine(), debianBut("SQUASHFS_ZSTD", "n")))
        .isEqualTo(
            "error OS0520 machine.yaml:7:1 kernel 6.1.0 lacks `CONFIG_SQUASHFS_ZSTD`"
                + " [needed by `rootfs.compression: zstd`]\n");
    assertThat(check(machine().initrd(Compression.XZ), DEBIAN))
        .isEqualTo(
            "error OS0520 machine.yaml:3:1 kernel 6.1.0 lacks `CONFIG_RD_XZ`"
                + " [needed by `initrd.compression: xz`]\n");
  }

  @Test
  void each_word_of_the_command_line_that_names_a_console_needs_its_driver_built_in()
      throws IOException {
    assertThat(check(machine(), debianBut("SERIAL_8250_CONSOLE", "m")))
        .isEqualTo(
            "error OS0521 machine.yaml:8:1 `CONFIG_SERIAL_8250_CONSOLE` is a module in kernel 6.1.0"
                + " [needed by `console=ttyS0,115200`]\n");
    assertThat(check(machine().cmdline("console=ttyAMA0"), DEBIAN))
        .contains("CONFIG_SERIAL_AMBA_PL011_CONSOLE");
  }

  @Test
  void dhcp_needs_packet_sockets() throws IOException {
    assertThat(check(machine(), debianBut("PACKET", "n")))
        .contains("machine.yaml:9:1", "[needed by `network.interfaces: eth0 with dhcp`]");
    assertThat(check(new TestMachine(), debianBut("PACKET", "n"))).isEmpty();
  }

  @Test
  void a_module_that_is_not_there_does_not_do() {
    KernelConfig config = KernelConfig.of(KernelConfig.Origin.FILE, DEBIAN);

    assertThat(check(machine().initramfs(), config, ModuleIndex.none("6.1.0")))
        .isEqualTo(
            """
            warning OS0523 machine.yaml:3:1 kernel 6.1.0 has `virtio_pci` as a module that is not there [needed by `oscc run`]
            warning OS0523 machine.yaml:3:1 kernel 6.1.0 has `virtio_net` as a module that is not there [needed by `the network of oscc run`]
            """);
    assertThat(check(machine(), config, ModuleIndex.none("6.1.0")))
        .contains("error OS0522 machine.yaml:7:1 kernel 6.1.0 has `squashfs` as a module");
  }

  @Test
  void what_only_qemu_misses_is_a_warning() throws IOException {
    assertThat(check(machine(), debianBut("VIRTIO_BLK", "n")))
        .isEqualTo(
            "warning OS0523 machine.yaml:3:1 kernel 6.1.0 lacks `CONFIG_VIRTIO_BLK`"
                + " [needed by `the root as a disk of oscc run`]\n");
  }

  @Test
  void an_initramfs_needs_no_squashfs() throws IOException {
    assertThat(check(machine().initramfs(), debianBut("SQUASHFS", "n"))).isEmpty();
  }

  @Test
  void without_a_configuration_one_warning_names_what_is_unverified() throws IOException {
    Report report = new Report();
    ModuleIndex modules = MODULES.index();
    Kernel kernel =
        new Kernel(
            "6.1.0",
            Content.of(""),
            new ImageHeader.Arm64Image(0, 0),
            KernelConfig.inferred(modules),
            modules);

    Machine machine = new TestMachine().machine();
    KernelRequirements.check(machine, answers(kernel, machine), List.of(), report);

    assertThat(report.diagnostics()).hasSize(1);
    assertThat(report.diagnostics().getFirst().help().getFirst())
        .isEqualTo(
            "unverified: CONFIG_BLK_DEV_INITRD, CONFIG_BINFMT_ELF, CONFIG_BINFMT_SCRIPT,"
                + " CONFIG_DEVTMPFS, CONFIG_PROC_FS, CONFIG_SYSFS, CONFIG_TMPFS, CONFIG_RD_ZSTD,"
                + " CONFIG_SQUASHFS_ZSTD");
  }

  @Test
  void a_machine_with_other_needs_has_the_kernel_asked_again() throws IOException {
    Kernel kernel =
        new Kernel(
            "6.1.0",
            Content.of(""),
            new ImageHeader.Arm64Image(0, 0),
            KernelConfig.of(KernelConfig.Origin.FILE, DEBIAN),
            MODULES.index());
    NeedAnswers answers = answers(kernel, machine().machine());

    assertThat(answers.cover(machine().dhcp("eth1").machine(), List.of())).isTrue();
    assertThat(answers.cover(machine().machine(), List.of("UNHEARD_OF"))).isFalse();
  }

  @Test
  void a_vlan_and_a_bridge_need_their_modules_in_the_root() throws IOException {
    Map<String, String> config = new HashMap<>(DEBIAN);
    config.put("VLAN_8021Q", "m");
    config.put("BRIDGE", "m");
    TestModules modules =
        new TestModules().add("net/8021q/8021q").add("net/bridge/bridge").add("drivers/block/loop");
    TestMachine machine = new TestMachine().cmdline("console=ttyS0,115200").vlanAndBridge();

    String told =
        check(machine, KernelConfig.of(KernelConfig.Origin.FILE, config), modules.index());

    assertThat(told)
        .contains("has `CONFIG_VLAN_8021Q` as a module, which the root does not carry")
        .contains("has `CONFIG_BRIDGE` as a module, which the root does not carry");
  }
}
