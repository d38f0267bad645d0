package oscc.diag;

import java.util.Locale;

/** How bad a diagnostic is: only an error stops a build. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  /** The word as it is shown: {@code error}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
