package oscc.manifest;

import java.util.Optional;
import java.util.stream.Stream;

/** A processor architecture that machines can have. */
public enum Arch {
  X86_64("x86_64", "amd64", "x86_64-linux-gnu", 62, "ttyS0"),
  AARCH64("aarch64", "arm64", "aarch64-linux-gnu", 183, "ttyAMA0");

  private final String key;
  private final String debian;
  private final String multiarch;
  private final int elfMachine;
  private final String serial;

  Arch(String key, String debian, String multiarch, int elfMachine, String serial) {
    this.key = key;
    this.debian = debian;
    this.multiarch = multiarch;
    this.elfMachine = elfMachine;
    this.serial = serial;
  }

  /** As the manifest says it: {@code x86_64}. */
  public String key() {
    return key;
  }

  /** As Debian says it: {@code amd64}. */
  public String debian() {
    return debian;
  }

  /** The folder below {@code /usr/lib} that Debian keeps its libraries in. */
  public String multiarch() {
    return multiarch;
  }

  /** {@code e_machine} of its ELF files. */
  public int elfMachine() {
    return elfMachine;
  }

  /** The first serial console of the machine that QEMU gives it. */
  public String serial() {
    return serial;
  }

  /** The architecture with this manifest key. */
  public static Optional<Arch> of(String key) {
    return Stream.of(values()).filter(a -> a.key.equals(key)).findFirst();
  }
}
