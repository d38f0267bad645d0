package oscc.manifest;

/** The init systems, by the names that the manifest uses. */
public enum Init {
  BUSYBOX("busybox"),
  RUNIT("runit"),
  SYSTEMD("systemd"),
  S6("s6"),
  EXEC("exec");

  private final String key;

  Init(String key) {
    this.key = key;
  }

  /** As the manifest says it. */
  public String key() {
    return key;
  }
}
