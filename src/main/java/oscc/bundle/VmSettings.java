package oscc.bundle;

import java.util.List;

/**
 * How QEMU runs the bundle unless it is told otherwise.
 *
 * @param memory MiB
 */
public record VmSettings(int memory, int cpus, List<PortForward> forwards) {

  public VmSettings {
    if (memory < 1 || cpus < 1) {
      throw new IllegalArgumentException("%d MiB, %d processors".formatted(memory, cpus));
    }
    forwards = List.copyOf(forwards);
  }
}
