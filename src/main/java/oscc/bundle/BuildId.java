package oscc.bundle;

import oscc.store.Digest;

/** What a bundle was built from, as the first 16 hexadecimal digits of the plan's digest. */
public record BuildId(String hex) {
  private static final int LENGTH = 16;

  public BuildId {
    if (hex.length() != LENGTH || !Digest.isLowerHex(hex)) {
      throw new IllegalArgumentException("not a build id: " + hex);
    }
  }

  /** The build id of the plan with this digest. */
  public static BuildId of(Digest plan) {
    return new BuildId(plan.hex().substring(0, LENGTH));
  }

  /** Written out, since what Java derives for records costs a short run some milliseconds. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BuildId id && hex.equals(id.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return hex;
  }
}
