package oscc.archive;

import java.io.IOException;
import oscc.fstree.UnixPath;

/** An archive format has no way to hold an entry; the message says which and why. */
public final class Unrepresentable extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /** {@code reason} follows the path in the message. */
  public Unrepresentable(UnixPath path, String reason) {
    super("`%s` %s".formatted(path, reason));
    this.path = path.value();
  }

  /** The entry. */
  public UnixPath path() {
    return new UnixPath(path);
  }
}
