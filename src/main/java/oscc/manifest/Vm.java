package oscc.manifest;

import java.util.List;

/**
 * The {@code vm} section: how QEMU runs the machine. No byte of the machine depends on it.
 *
 * @param memory MiB; 0 means as much as the bundle needs
 */
public record Vm(int memory, int cpus, List<Forward> forward) {

  public Vm {
    forward = List.copyOf(forward);
  }

  /** A TCP port of the host's loopback that leads to one of the guest. */
  public record Forward(int host, int guest) {}
}
