package oscc.bundle;

import java.util.List;

/**
 * How QEMU runs the bundle unless it is told otherwise.
 *
 * @param memory MiB
 * @param disk MiB of the disk for what lasts; 0 if there is none
 */
public record VmSettings(int memory, int cpus, List<PortForward> forwards, int disk) {

  public VmSettings {
    if (memory < 1 || cpus < 1 || disk < 0) {
      throw new IllegalArgumentException(
          "%d MiB, %d processors, a disk of %d MiB".formatted(memory, cpus, disk));
    }
    forwards = List.copyOf(forwards);
  }
}
