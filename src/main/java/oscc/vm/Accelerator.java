package oscc.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import oscc.bundle.QemuArch;
import oscc.verdict.Limits;

/** What executes the guest's instructions. */
public enum Accelerator {
  KVM,
  TCG;

  private static final Path DEVICE = Path.of("/dev/kvm");
  private static final Pattern CAPABLE = Pattern.compile("(?m)^flags.* (?:vmx|svm)(?: |$)");

  /** As QEMU and {@code OSCC_ACCEL} spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The accelerator with this key. */
  static Accelerator of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** What a machine of this architecture gets on this host, by the rules of the run script. */
  public static Accelerator of(QemuArch arch, Map<String, String> environment) {
    String asked = environment.getOrDefault("OSCC_ACCEL", "");
    if (!asked.isEmpty()) {
      return asked.equals(KVM.key()) ? KVM : TCG;
    }
    boolean same = arch.key().equals(hostArch());
    return same && isUsable() && virtualizes() ? KVM : TCG;
  }

  private static String hostArch() {
    String name = System.getProperty("os.arch", "");
    return name.equals("amd64") ? QemuArch.X86_64.key() : name;
  }

  private static boolean isUsable() {
    return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
  }

  /** Some sandboxes have a /dev/kvm that opens on a processor that cannot run guests. */
  public static boolean virtualizes() {
    if (!hostArch().equals(QemuArch.X86_64.key())) {
      return true;
    }
    try {
      return CAPABLE.matcher(Files.readString(Path.of("/proc/cpuinfo"))).find();
    } catch (IOException e) {
      return false;
    }
  }

  /** How long a boot may take. */
  public Limits limits() {
    return switch (this) {
      case KVM -> Limits.KVM;
      case TCG -> Limits.TCG;
    };
  }
}
