package oscc.fstree;

/** Permission bits of a file with set-id and sticky bits: the low twelve of {@code st_mode}. */
public record Mode(int bits) {

  public Mode {
    if ((bits & ~07777) != 0) {
      throw new IllegalArgumentException("mode 0%o".formatted(bits));
    }
  }

  /** Whether anybody may execute it. */
  public boolean isExecutable() {
    return (bits & 0111) != 0;
  }

  /** Four octal digits. Written for each entry of a tree, for which formats are too slow. */
  @Override
  public String toString() {
    String octal = Integer.toOctalString(bits);
    return "0000".substring(octal.length()) + octal;
  }
}
