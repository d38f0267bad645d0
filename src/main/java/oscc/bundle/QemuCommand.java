package oscc.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import oscc.bundle.Word.Slot;

/** Makes every QEMU command line that oscc uses. */
public final class QemuCommand {
  /** The serial number under which stage 1 knows the disk for what lasts. */
  public static final String DISK_SERIAL = "oscc-disk";

  private final QemuArch arch;
  private final List<Word> words = new ArrayList<>();

  private QemuCommand(QemuArch arch) {
    this.arch = arch;
  }

  /**
   * Starts kernel and initrd without firmware; the package layer is a disk.
   *
   * @param rootDisk whether there is a package layer to attach
   */
  public static QemuCommand direct(QemuArch arch, VmSettings vm, RootDisk rootDisk) {
    QemuCommand command = new QemuCommand(arch);
    command.hardware(Word.of(arch.machine() + ",accel=").then(Slot.ACCEL), vm);
    command.add("-kernel").add(Word.of(Slot.KERNEL));
    command.add("-initrd").add(Word.of(Slot.INITRD));
    command.add("-append").add(Word.of(Slot.APPEND));
    if (rootDisk == RootDisk.ATTACHED) {
      command.rootDisk();
    }
    // The empty romfile saves the start of iPXE, which is not wanted here.
    command.network(Word.of("user,id=net0"), card(0, vm) + ",romfile=");
    command.disk(vm);
    command.furtherCards(vm);
    return command;
  }

  /** Whether the package layer is a disk of the machine. */
  public enum RootDisk {
    ATTACHED,
    NONE
  }

  /**
   * Boots as a machine on a network does: firmware, then iPXE from the card's ROM, then the script.
   * QEMU's own DHCP server hands out the script's address.
   */
  public static QemuCommand overNetwork(VmSettings vm, Firmware firmware, String scriptUrl) {
    QemuCommand command = new QemuCommand(QemuArch.X86_64);
    // `graphics=off` makes the BIOS and iPXE speak on the serial line.
    Word machine = Word.of("q35,graphics=off,accel=").then(Slot.ACCEL);
    command.hardware(machine, vm);
    command.firmware(firmware);
    Word netdev = Word.of("user,id=net0,bootfile=" + doubleCommas(scriptUrl));
    // No romfile: only in the ROM that QEMU takes by itself does it put the number of this card in,
    // and SeaBIOS starts no ROM with another number.
    command.network(
        netdev,
        switch (firmware) {
          case Firmware.Bios bios -> card(0, vm);
          case Firmware.Uefi uefi -> card(0, vm) + ",bootindex=1";
        });
    command.disk(vm);
    command.furtherCards(vm);
    return command;
  }

  /** The firmware of a machine that boots over the network. */
  public sealed interface Firmware {
    /** The card's boot ROM in Debian's {@code ipxe-qemu}: iPXE for the BIOS and for UEFI in one. */
    String ROM = "/usr/lib/ipxe/qemu/efi-virtio.rom";

    /** SeaBIOS, which QEMU brings. */
    record Bios() implements Firmware {}

    /**
     * OVMF.
     *
     * @param variables a copy of {@code OVMF_VARS_4M.fd} that this machine may write
     */
    record Uefi(Path variables) implements Firmware {
      /** OVMF's code, in Debian's {@code ovmf}. */
      public static final Path CODE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");

      /** OVMF's variables as they are before a first boot. */
      public static final Path VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");
    }
  }

  private void hardware(Word machine, VmSettings vm) {
    add("-machine").add(machine);
    add("-cpu").add(Word.of(Slot.CPU));
    add("-m").add(Integer.toString(vm.memory()));
    add("-smp").add(Integer.toString(vm.cpus()));
    add("-nodefaults").add("-no-reboot").add("-display").add("none");
    add("-chardev")
        .add(Word.of("stdio,id=console,mux=").then(Slot.MUX).then(",signal=").then(Slot.SIGNAL));
    add("-serial").add("chardev:console");
    add("-object").add("rng-random,id=rng0,filename=/dev/urandom");
    add("-device").add("virtio-rng-pci,rng=rng0");
  }

  private void firmware(Firmware firmware) {
    switch (firmware) {
      // SeaBIOS tries the ROM only with `-boot n`; `bootindex` alone does not get it there.
      case Firmware.Bios bios -> add("-boot").add("n");
      case Firmware.Uefi(Path variables) -> {
        add("-drive").add("if=pflash,format=raw,readonly=on,file=" + Firmware.Uefi.CODE);
        String copy = doubleCommas(variables.toString());
        add("-drive").add("if=pflash,format=raw,file=" + copy);
      }
    }
  }

  private void rootDisk() {
    add("-drive").add(Word.of("if=none,id=root,format=raw,readonly=on,file=").then(Slot.ROOTFS));
    add("-device").add("virtio-blk-pci,drive=root,serial=" + DirectCmdline.ROOT_SERIAL);
  }

  /** So late that the other devices have the same places with and without it. */
  private void disk(VmSettings vm) {
    if (vm.disk() > 0) {
      add("-drive").add(Word.of("if=none,id=disk,format=raw,file=").then(Slot.DISK));
      add("-device").add("virtio-blk-pci,drive=disk,serial=" + DISK_SERIAL);
    }
  }

  private void network(Word netdev, String card) {
    add("-netdev").add(netdev.then(Slot.FORWARDS));
    add("-device").add(card);
  }

  private static String card(int index, VmSettings vm) {
    return "virtio-net-pci,netdev=net%s,mac=%s".formatted(index, vm.cards().get(index));
  }

  /** Each on a network of its own: QEMU's first one is 10.0.2.0/24, the next is 10.0.3.0/24. */
  private void furtherCards(VmSettings vm) {
    for (int i = 1; i < vm.cards().size(); i++) {
      int number = 2 + i;
      add("-netdev")
          .add(
              "user,id=net%d,net=10.0.%d.0/24,ipv6-prefix=fec0:0:0:%x::"
                  .formatted(i, number, number));
      add("-device").add(card(i, vm) + ",romfile=");
    }
  }

  private QemuCommand add(String text) {
    return add(Word.of(text));
  }

  private QemuCommand add(Word word) {
    words.add(word);
    return this;
  }

  /** A graphics card for a machine whose screen is looked at; it has none otherwise. */
  public static List<String> screen(QemuArch arch) {
    return switch (arch) {
      case X86_64 -> List.of("-device", "VGA");
      case AARCH64 -> List.of("-device", "virtio-gpu-pci");
    };
  }

  /**
   * What a test adds to any of the command lines: the agent's script and a port for it, a socket
   * for QMP, and resets that do not end QEMU. It comes last, so that no other device moves.
   */
  public static List<String> underTest(TestSockets sockets) {
    return List.of(
        "-fw_cfg",
        "name=opt/oscc/agent,file=" + doubleCommas(sockets.script().toString()),
        "-chardev",
        "socket,id=agent,server=on,wait=off,path=" + doubleCommas(sockets.agent().toString()),
        "-device",
        "virtio-serial-pci",
        "-device",
        "virtserialport,chardev=agent,name=oscc.agent",
        "-qmp",
        "unix:%s,server=on,wait=off".formatted(doubleCommas(sockets.qmp().toString())),
        // The runner's -no-reboot would hide a machine that resets again and again.
        "-action",
        "reboot=reset");
  }

  /** A value inside QEMU's option syntax, where a comma ends it unless doubled. */
  public static String doubleCommas(String value) {
    return value.replace(",", ",,");
  }

  /** The emulator's program. */
  public String program() {
    return arch.program();
  }

  /** The arguments, with slots. */
  public List<Word> arguments() {
    return List.copyOf(words);
  }

  /** Program and arguments, with the slots filled. */
  public List<String> argv(Function<Slot, String> values) {
    List<String> argv = new ArrayList<>();
    argv.add(program());
    words.forEach(word -> argv.add(word.fill(values)));
    return argv;
  }
}
