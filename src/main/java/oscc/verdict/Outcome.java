package oscc.verdict;

import java.util.Optional;
import java.util.stream.Stream;

/** How a boot ended, a word each. All but the first mean that the machine did not boot. */
public enum Outcome {
  READY("ready"),
  /** A machine wrote a ready line, but it is not the one under test. */
  OTHER_BUILD("other build"),
  /** The boot loader could not load the bundle. */
  NOT_LOADED("not loaded"),
  /** The kernel found no program to start first. */
  NO_INIT("no init"),
  ROOT_DEVICE_MISSING("no root: device missing"),
  ROOT_DRIVER_MISSING("no root: driver missing"),
  ROOT_DIGEST_WRONG("no root: digest wrong"),
  /** Stage 1 gave up for another reason; its line says which. */
  NO_ROOT("no root"),
  KERNEL_PANIC("kernel panic"),
  /** The kernel met a defect of its own and went on. */
  OOPS("oops"),
  SERVICE_FAILED("service failed"),
  /** Neither ready nor failed within the limit. */
  SILENCE("silence"),
  REBOOT_LOOP("reboot loop"),
  POWERED_OFF("powered off"),
  QEMU_DIED("qemu died");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The word for people and reports. */
  public String word() {
    return word;
  }

  /** The outcome with this word. */
  public static Optional<Outcome> of(String word) {
    return Stream.of(values()).filter(o -> o.word.equals(word)).findFirst();
  }
}
