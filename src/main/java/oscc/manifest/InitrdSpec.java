package oscc.manifest;

import oscc.diag.Located;

/** The {@code initrd} section. */
public record InitrdSpec(Compression compression, BusyboxSource busybox, OnFailure onFailure) {

  /** Where stage 1's static busybox comes from. */
  public sealed interface BusyboxSource {
    /** A Debian package that holds {@code bin/busybox}. */
    record Deb(Located<String> name) implements BusyboxSource {}

    /** The program itself. */
    record File(Locator locator) implements BusyboxSource {}
  }

  /** What stage 1 does when it cannot go on. */
  public enum OnFailure {
    REBOOT,
    SHELL,
    POWEROFF
  }
}
