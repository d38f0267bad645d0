package oscc.fstree;

import java.util.HexFormat;

/**
 * An extended attribute: its full name ({@code security.capability}) and its value in hexadecimal.
 */
public record Xattr(String name, String hex) implements Comparable<Xattr> {

  public Xattr {
    if (!name.contains(".")) {
      throw new IllegalArgumentException("extended attribute without a namespace: " + name);
    }
    HexFormat.of().parseHex(hex);
  }

  /** An attribute with this value. */
  public static Xattr of(String name, byte[] value) {
    return new Xattr(name, HexFormat.of().formatHex(value));
  }

  /** The value. */
  public byte[] value() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public int compareTo(Xattr other) {
    return name.compareTo(other.name);
  }
}
