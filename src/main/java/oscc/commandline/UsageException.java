package oscc.commandline;

/** The command was given something that it cannot mean. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
