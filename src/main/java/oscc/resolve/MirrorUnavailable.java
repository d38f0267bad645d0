package oscc.resolve;

import java.io.IOException;

/** A server does not answer, or not with what it should have. */
public final class MirrorUnavailable extends IOException {
  private static final long serialVersionUID = 1;

  public MirrorUnavailable(String message) {
    super(message);
  }

  public MirrorUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
