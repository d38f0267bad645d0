package oscc.bundle;

/** A TCP port of the host's loopback that leads to one of the guest. */
public record PortForward(int host, int guest) {

  public PortForward {
    if (host < 1 || host > 65535 || guest < 1 || guest > 65535) {
      throw new IllegalArgumentException("forward %d:%d".formatted(host, guest));
    }
  }

  /** As the manifest writes it: {@code 2222:22}. */
  @Override
  public String toString() {
    return host + ":" + guest;
  }
}
