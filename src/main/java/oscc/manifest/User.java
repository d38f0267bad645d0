package oscc.manifest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import oscc.diag.Located;
import oscc.diag.Span;
import oscc.fstree.UnixPath;

/**
 * A user of the machine; those that packages bring are not here.
 *
 * @param uid chosen by oscc when absent
 * @param gid that of the group with the user's name when absent
 * @param groups further groups, by name
 * @param passwordHash crypt(3); the password is locked when absent
 * @param authorizedKeys lines of an {@code authorized_keys} file
 */
public record User(
    String name,
    OptionalLong uid,
    OptionalLong gid,
    List<Located<String>> groups,
    Optional<UnixPath> home,
    Optional<UnixPath> shell,
    Optional<String> passwordHash,
    List<AuthorizedKey> authorizedKeys,
    Span span) {

  public User {
    groups = List.copyOf(groups);
    authorizedKeys = List.copyOf(authorizedKeys);
  }

  /** A public key, or a file that holds some. */
  public sealed interface AuthorizedKey {
    /** The place in the manifest. */
    Span span();

    /** A line as sshd(8) takes it. */
    record Line(String text, Span span) implements AuthorizedKey {}

    /** A file with such lines. */
    record KeyFile(Locator.LocalFile file) implements AuthorizedKey {
      @Override
      public Span span() {
        return file.span();
      }
    }
  }
}
