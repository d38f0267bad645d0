package oscc.cli;

/** How the command ends, as scripts see it. {@code oscc ssh} returns the remote status instead. */
enum ExitCode {
  DONE(0),
  /** The manifest has errors. */
  REJECTED(1),
  USAGE(2),
  /** Disk, network or a tool failed. */
  WORLD(3),
  /** The machine did not boot or is not what the manifest says. */
  MACHINE(4),
  /** oscc itself is wrong. */
  DEFECT(70);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
