package oscc.bundle;

import java.util.regex.Pattern;
import oscc.store.Digest;

/** What a bundle was built from, as the first 16 hexadecimal digits of the plan's digest. */
public record BuildId(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{16}");

  public BuildId {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a build id: " + hex);
    }
  }

  /** The build id of the plan with this digest. */
  public static BuildId of(Digest plan) {
    return new BuildId(plan.hex().substring(0, 16));
  }

  @Override
  public String toString() {
    return hex;
  }
}
