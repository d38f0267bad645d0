package oscc.manifest;

import java.util.Optional;
import oscc.diag.Span;
import oscc.fstree.Mode;
import oscc.fstree.UnixPath;

/**
 * One entry of {@code files}.
 *
 * @param mode absent: 0644 for a new file, else that of the file it replaces
 * @param owner user name or number; absent: root, else as the file it replaces
 * @param group group name or number
 */
public record FileSpec(
    UnixPath path,
    Body body,
    Optional<Mode> mode,
    Optional<String> owner,
    Optional<String> group,
    Span span) {

  /** What stands at the path. */
  public sealed interface Body {
    /** A file with this text. */
    record Text(String text) implements Body {}

    /** A file with the bytes of a host file. */
    record Source(Locator.LocalFile file) implements Body {}

    /** A symbolic link. */
    record Link(String target) implements Body {}

    /** Nothing: what packages put there is removed. */
    record Absent() implements Body {}
  }
}
