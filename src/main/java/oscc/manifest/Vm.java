package oscc.manifest;

import java.util.List;

/**
 * The {@code vm} section: how QEMU runs the machine. No byte of the machine depends on it.
 *
 * @param memory MiB; 0 means as much as the bundle needs
 * @param disk MiB of the disk for what lasts; 0 if the machine has no use for one
 */
public record Vm(int memory, int cpus, List<Forward> forward, int disk) {

  /** Beyond these the networks of QEMU would run out of numbers, and PCI of slots. */
  public static final int MOST_CARDS = 16;

  public Vm {
    forward = List.copyOf(forward);
  }

  /** A TCP port of the host's loopback that leads to one of the guest. */
  public record Forward(int host, int guest) {}
}
