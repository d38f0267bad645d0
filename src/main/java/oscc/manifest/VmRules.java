package oscc.manifest;

import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;

/** Rules of {@code vm}. */
final class VmRules {
  /** No kernel that oscc knows boots in less. */
  private static final long LEAST_MIB = 32;

  /** A typing error rather than a machine. */
  private static final long MOST_MIB = 1 << 20;

  /** A file system with a journal has no room in less. */
  private static final long LEAST_DISK_MIB = 16;

  private final Report report;

  VmRules(Report report) {
    this.report = report;
  }

  void check(Fields vm) {
    vm.find("memory").ifPresent(this::checkMemory);
    vm.find("disk").ifPresent(this::checkDisk);
    Unique ports = new Unique(report, "host port");
    for (Site forward : vm.items("forward")) {
      String[] parts = forward.text().split(":", 2);
      boolean good = isPort(parts[0]) && isPort(parts[1]);
      if (good) {
        ports.claim(String.valueOf(Integer.parseInt(parts[0])), forward);
      } else {
        forward
            .error(report, Code.OS0108, "no such port: %s".formatted(Quoted.of(forward.text())))
            .label("ports are 1 to 65535");
      }
    }
  }

  private void checkMemory(Site memory) {
    long mebibytes = mebibytes(memory.text());
    if (mebibytes < LEAST_MIB || mebibytes > MOST_MIB) {
      memory
          .error(report, Code.OS0108, "no machine has %s".formatted(Quoted.of(memory.text())))
          .label("expected 32M to 1024G");
    }
  }

  private void checkDisk(Site disk) {
    long mebibytes = mebibytes(disk.text());
    if (mebibytes < LEAST_DISK_MIB || mebibytes > MOST_MIB) {
      disk.error(report, Code.OS0108, "no disk has %s".formatted(Quoted.of(disk.text())))
          .label("expected 16M to 1024G");
    }
  }

  /** The size that {@code 512M} or {@code 2G} says. */
  static long mebibytes(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return text.endsWith("G") ? number * 1024 : number;
  }

  private static boolean isPort(String text) {
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65535;
  }
}
