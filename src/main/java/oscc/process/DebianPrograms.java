package oscc.process;

import java.io.IOException;
import java.util.Map;

/** Knows which Debian package brings a program that oscc may call. */
final class DebianPrograms {
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("apt-cache", "apt"),
          Map.entry("apt-get", "apt"),
          Map.entry("dpkg-deb", "dpkg"),
          Map.entry("make", "make"),
          Map.entry("qemu-img", "qemu-utils"),
          Map.entry("qemu-system-aarch64", "qemu-system-arm"),
          Map.entry("qemu-system-x86_64", "qemu-system-x86"),
          Map.entry("ssh", "openssh-client"),
          Map.entry("ssh-keygen", "openssh-client"));

  private DebianPrograms() {}

  /** The failure to start a program, in words that say what to install. */
  static IOException explain(String program, IOException failure) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    String reason = String.valueOf(failure.getMessage());
    if (!reason.contains("error=2,") && !reason.contains("No such file")) {
      return new IOException("cannot run `%s`: %s".formatted(program, reason), failure);
    }
    String remedy =
        PACKAGES.containsKey(name)
            ? "; the Debian package `%s` brings it".formatted(PACKAGES.get(name))
            : "";
    return new IOException("there is no program `%s` on this host%s".formatted(program, remedy));
  }
}
