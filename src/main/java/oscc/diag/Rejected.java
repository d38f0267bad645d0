package oscc.diag;

/** The user's input has errors; the {@link Report} in use says which. */
public final class Rejected extends Exception {
  private static final long serialVersionUID = 1;

  public Rejected() {
    super("the manifest has errors");
  }
}
