package oscc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import oscc.bundle.QemuCommand.Firmware;
import oscc.bundle.QemuCommand.RootDisk;

class QemuCommandTest {
  private static final VmSettings VM = new VmSettings(512, 2, List.of(), 0);

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
                + " -device virtio-net-pci,netdev=net0,romfile=");
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
        .contains("virtio-net-pci,netdev=net0");
  }

  @Test
  void uefi_boots_from_the_card_with_its_own_variables() {
    var uefi = new Firmware.Uefi(Path.of("/tmp/x,y/vars.fd"));
    QemuCommand command = QemuCommand.overNetwork(VM, uefi, "http://10.0.2.2/boot.ipxe");

    assertThat(command.argv(slot -> ""))
        .contains("if=pflash,format=raw,file=/tmp/x,,y/vars.fd")
        .contains("virtio-net-pci,netdev=net0,bootindex=1")
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
