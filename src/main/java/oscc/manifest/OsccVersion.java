package oscc.manifest;

/** This program's version, for messages about what it does not know. */
public final class OsccVersion {
  /** As in {@code pom.xml}; a test compares them. */
  public static final String TEXT = "0.1.0";

  private OsccVersion() {}

  /** Says that a thing of the format will only work in a later version. */
  static String notYet(String what) {
    return "%s is not supported yet (oscc %s)".formatted(what, TEXT);
  }
}
