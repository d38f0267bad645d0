package oscc.bundle;

import java.util.Optional;
import java.util.stream.Stream;

/** What QEMU needs to know about an architecture. */
public enum QemuArch {
  X86_64("x86_64", "qemu-system-x86_64", "qemu-system-x86", "q35", "max"),
  AARCH64("aarch64", "qemu-system-aarch64", "qemu-system-arm", "virt", "cortex-a57");

  private final String key;
  private final String program;
  private final String debianPackage;
  private final String machine;
  private final String emulatedCpu;

  QemuArch(String key, String program, String debianPackage, String machine, String emulatedCpu) {
    this.key = key;
    this.program = program;
    this.debianPackage = debianPackage;
    this.machine = machine;
    this.emulatedCpu = emulatedCpu;
  }

  /** As the manifest and {@code uname -m} say it. */
  public String key() {
    return key;
  }

  /** The emulator's program. */
  public String program() {
    return program;
  }

  /** The Debian package with the program. */
  public String debianPackage() {
    return debianPackage;
  }

  /** The machine type that is emulated. */
  String machine() {
    return machine;
  }

  /**
   * The processor without KVM. On x86_64 the richest costs no time and has RDRAND, so that the
   * guest has random numbers at once; on aarch64 the richest is slow.
   */
  public String emulatedCpu() {
    return emulatedCpu;
  }

  /** The architecture with this key. */
  public static Optional<QemuArch> of(String key) {
    return Stream.of(values()).filter(a -> a.key.equals(key)).findFirst();
  }
}
