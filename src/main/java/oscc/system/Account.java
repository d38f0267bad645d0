package oscc.system;

import java.util.List;
import java.util.OptionalLong;

/** Lines of the account files; fields as in passwd(5) and group(5). */
final class Account {
  /** The largest number that names somebody: chown(2) takes the next one for "leave it". */
  private static final long MAX_ID = 0xffff_fffeL;

  private Account() {}

  /** The uid or gid that a text says; empty if it says no number that can be one. */
  static OptionalLong id(String text) {
    if (!text.matches("[0-9]{1,10}")) {
      return OptionalLong.empty();
    }
    long id = Long.parseLong(text);
    return id <= MAX_ID ? OptionalLong.of(id) : OptionalLong.empty();
  }

  /**
   * A user.
   *
   * @param hash the password field of shadow(5); {@code *} matches no password
   */
  record UserLine(
      String name, long uid, long gid, String gecos, String home, String shell, String hash) {
    /** Matches no password, and unlike {@code !} no ssh server takes it for a locked account. */
    static final String NO_PASSWORD = "*";

    /**
     * Who has no password shows it here too: busybox login asks crypt(3) about what shadow says.
     */
    String passwd() {
      String password = hash.equals(NO_PASSWORD) ? NO_PASSWORD : "x";
      return "%s:%s:%s:%s:%s:%s:%s\n".formatted(name, password, uid, gid, gecos, home, shell);
    }

    /** The date of the last change stays empty: that switches ageing off. */
    String shadow() {
      return "%s:%s::0:99999:7:::\n".formatted(name, hash);
    }
  }

  /** A group. */
  record GroupLine(String name, long gid, List<String> members) {
    GroupLine {
      members = List.copyOf(members);
    }

    String group() {
      return "%s:x:%s:%s\n".formatted(name, gid, String.join(",", members));
    }

    String gshadow() {
      return "%s:!::%s\n".formatted(name, String.join(",", members));
    }
  }
}
