package oscc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import oscc.bundle.QemuCommand.Firmware;
import oscc.bundle.QemuCommand.RootDisk;
import oscc.manifest.Vm;

class QemuCommandTest {
  private static final VmSettings VM = new VmSettings(512, 2, List.of(), 0, VmSettings.ONE_CARD);

  @Test
  void a_direct_start_has_kernel_initrd_root_disk_and_one_card() {
    QemuCommand command = QemuCommand.direct(QemuArch.X86_64, VM, RootDisk.ATTACHED);

    assertThat(String.join(" ", command.argv(slot -> "<" + slot.variable() + ">")))
        .isEqualTo(
            "qemu-system-x86_64 -machine q35,accel=<accel> -cpu <cpu> -m 512 -smp 2"
                + " -nodefaults -no-reboot -display none"
                + " -chardev stdio,id=console,mux=<mux>,signal=<signal> -serial chardev:console"
                + " -object rng-random,id=rng0,filename=/dev/urandom"
                + " -device virtio-rng-pci,rng=rng0"
                + " -kernel <kernel> -initrd <initrd> -append <append>"
                + " -drive if=none,id=root,format=raw,readonly=on,file=<rootfs>"
                + " -device virtio-blk-pci,drive=root,serial=oscc-root"
                + " -netdev user,id=net0<hostfwd>"
                + " -device virtio-net-pci,netdev=net0,mac=52:54:00:12:34:56,romfile=");
  }

  @Test
  void each_further_card_is_on_a_network_of_its_own_and_the_last_device() {
    List<String> cards =
        VmSettings.cards(
            List.of(Optional.empty(), Optional.of("52:54:00:12:34:57"), Optional.empty()));
    VmSettings vm = new VmSettings(512, 1, List.of(), 16, cards);

    List<String> argv =
        QemuCommand.direct(QemuArch.X86_64, vm, RootDisk.NONE).argv(Word.Slot::variable);

    assertThat(String.join(" ", argv))
        .contains("-device virtio-net-pci,netdev=net0,mac=52:54:00:12:34:56,romfile=")
        .endsWith(
            "serial=oscc-disk"
                + " -netdev user,id=net1,net=10.0.3.0/24,ipv6-prefix=fec0:0:0:3::"
                + " -device virtio-net-pci,netdev=net1,mac=52:54:00:12:34:57,romfile="
                + " -netdev user,id=net2,net=10.0.4.0/24,ipv6-prefix=fec0:0:0:4::"
                + " -device virtio-net-pci,netdev=net2,mac=52:54:00:12:34:58,romfile=");
  }

  @Test
  void a_machine_without_an_interface_has_a_card_and_no_machine_has_more_than_qemu_takes() {
    assertThat(VmSettings.cards(List.of())).isEqualTo(VmSettings.ONE_CARD);
    assertThat(VmSettings.cards(Collections.nCopies(20, Optional.empty())))
        .hasSize(Vm.MOST_CARDS)
        .doesNotHaveDuplicates();
  }

  @Test
  void aarch64_differs_in_program_and_machine_alone() {
    QemuCommand command = QemuCommand.direct(QemuArch.AARCH64, VM, RootDisk.NONE);

    List<String> argv = command.argv(Word.Slot::variable);

    assertThat(argv).startsWith("qemu-system-aarch64", "-machine", "virt,accel=accel");
    assertThat(argv).noneMatch(word -> word.contains("drive"));
  }

  @Test
  void a_bios_needs_boot_n_to_reach_the_cards_rom() {
    String url = "http://10.0.2.2:8000/a,b/boot.ipxe";
    QemuCommand command = QemuCommand.overNetwork(VM, new Firmware.Bios(), url);

    List<String> argv = command.argv(slot -> "");

    assertThat(argv)
        .containsSequence("-boot", "n")
        .contains("user,id=net0,bootfile=http://10.0.2.2:8000/a,,b/boot.ipxe")
        .contains("virtio-net-pci,netdev=net0,mac=52:54:00:12:34:56");
  }

  @Test
  void uefi_boots_from_the_card_with_its_own_variables() {
    var uefi = new Firmware.Uefi(Path.of("/tmp/x,y/vars.fd"));
    QemuCommand command = QemuCommand.overNetwork(VM, uefi, "http://10.0.2.2/boot.ipxe");

    assertThat(command.argv(slot -> ""))
        .contains("if=pflash,format=raw,file=/tmp/x,,y/vars.fd")
        .contains("virtio-net-pci,netdev=net0,mac=52:54:00:12:34:56,bootindex=1")
        .doesNotContain("-boot");
  }

  @Test
  void what_a_test_adds_comes_last_and_lies_in_its_own_folder() {
    assertThat(QemuCommand.underTest(new TestSockets(Path.of("/tmp/a,b"))))
        .contains("name=opt/oscc/agent,file=/tmp/a,,b/script")
        .contains("socket,id=agent,server=on,wait=off,path=/tmp/a,,b/agent")
        .contains("unix:/tmp/a,,b/qmp,server=on,wait=off")
        .containsSequence("-action", "reboot=reset");
  }

  @Test
  void nothing_that_qemu_has_dropped_is_used() {
    List<String> all =
        QemuCommand.direct(QemuArch.X86_64, VM, RootDisk.ATTACHED).argv(Word.Slot::variable);

    assertThat(all).noneMatch(word -> word.contains("vlan") || word.startsWith("-net "));
  }
}
