package oscc.conform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import oscc.diag.Located;
import oscc.diag.Span;
import oscc.manifest.User;
import oscc.store.Digest;
import oscc.template.ShellWord;

/** Users, their groups, their passwords and keys. */
final class UserChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "users[].name",
              "a line of `/etc/passwd` that leaves the password to `/etc/shadow`",
              each(UserChecks::name)),
          new Rule("users[].uid", "`/etc/passwd`", each(UserChecks::uid)),
          new Rule("users[].gid", "`/etc/passwd`", each(UserChecks::gid)),
          new Rule("users[].groups", "`/etc/group`", each(UserChecks::groups)),
          new Rule(
              "users[].home",
              "`/etc/passwd`, and that the folder is the user's",
              each(UserChecks::home)),
          new Rule(
              "users[].shell", "`/etc/passwd`, and that it can be run", each(UserChecks::shell)),
          new Rule(
              "users[].password_hash",
              "`/etc/shadow`: the digest of the hash, or locked if there is none",
              each(UserChecks::password)),
          new Rule(
              List.of("users[].authorized_keys", "users[].authorized_keys[].file"),
              "each key in `.ssh/authorized_keys`, which only the user may write",
              UserChecks::keys));

  private static final int UID = 2;
  private static final int GID = 3;
  private static final int HOME = 5;
  private static final int SHELL = 6;

  /** What a hash is does not leave the machine. */
  private static final String SHADOW =
      """
      while IFS=: read -r name hash rest; do
        case $hash in
          '') echo "$name:open" ;;
          '!'* | '*'*) echo "$name:locked" ;;
          *) echo "$name:$(printf %s "$hash" | sha256sum | cut -d ' ' -f 1)" ;;
        esac
      done </etc/shadow
      """;

  private UserChecks() {}

  /** A user and what the manifest says of it. */
  private record OneUser(Subject subject, User user) {
    Span place(String key) {
      return subject.places().of("users", user.name(), key);
    }

    String name(String key) {
      return "users.%s.%s".formatted(user.name(), key);
    }

    /** A check of a column of {@code /etc/passwd}. */
    Check column(String key, int column, String expected) {
      return new Check(
          name(key),
          place(key),
          expected,
          Facts.PASSWD,
          printed -> {
            String found =
                Facts.row(printed, user.name())
                    .map(row -> Facts.column(row, column))
                    .orElse("no such user");
            return Seen.of(found.equals(expected), found);
          });
    }
  }

  private static Rule.Maker each(Function<OneUser, List<Check>> make) {
    return subject ->
        subject.machine().users().stream()
            .flatMap(user -> make.apply(new OneUser(subject, user)).stream())
            .toList();
  }

  private static List<Check> name(OneUser one) {
    return List.of(
        new Check(
            one.name("name"),
            one.place("name"),
            "a user",
            Facts.PASSWD,
            printed -> {
              Optional<List<String>> row = Facts.row(printed, one.user().name());
              if (row.isEmpty()) {
                return Seen.broken("no such user");
              }
              boolean shadowed = List.of("x", "*").contains(Facts.column(row.get(), 1));
              return Seen.of(shadowed, shadowed ? "a user" : "a password in /etc/passwd");
            }));
  }

  private static List<Check> uid(OneUser one) {
    var uid = one.user().uid();
    return uid.isEmpty() ? List.of() : List.of(one.column("uid", UID, "" + uid.getAsLong()));
  }

  private static List<Check> gid(OneUser one) {
    var gid = one.user().gid();
    return gid.isEmpty() ? List.of() : List.of(one.column("gid", GID, "" + gid.getAsLong()));
  }

  private static List<Check> groups(OneUser one) {
    List<Check> checks = new ArrayList<>();
    for (Located<String> group : one.user().groups()) {
      checks.add(
          new Check(
              one.name("groups." + group.value()),
              group.span(),
              "a member",
              Facts.GROUP,
              printed -> {
                Optional<List<String>> row = Facts.row(printed, group.value());
                String members = row.map(r -> Facts.column(r, 3)).orElse("");
                boolean holds = List.of(members.split(",", -1)).contains(one.user().name());
                return Seen.of(holds, row.isEmpty() ? "no such group" : "members: " + members);
              }));
    }
    return checks;
  }

  private static List<Check> home(OneUser one) {
    if (one.user().home().isEmpty()) {
      return List.of();
    }
    String home = one.user().home().get().value();
    return List.of(
        one.column("home", HOME, home),
        new Check(
            one.name("home.owner"),
            one.place("home"),
            one.user().name(),
            "stat -c %U " + ShellWord.quote(home) + " 2>&1",
            p -> Seen.of(p.strip().equals(one.user().name()), Facts.firstLine(p))));
  }

  private static List<Check> shell(OneUser one) {
    if (one.user().shell().isEmpty()) {
      return List.of();
    }
    String shell = one.user().shell().get().value();
    return List.of(
        one.column("shell", SHELL, shell),
        new Check(
            one.name("shell.program"),
            one.place("shell"),
            "can be run",
            "[ -x %1$s ] && echo can be run || echo cannot be run"
                .formatted(ShellWord.quote(shell)),
            p -> Seen.of(p.strip().equals("can be run"), Facts.firstLine(p))));
  }

  private static List<Check> password(OneUser one) {
    Optional<String> hash = one.user().passwordHash();
    String expected = hash.isPresent() ? "the manifest's password" : "locked";
    String mark =
        hash.map(h -> Digest.of(h.getBytes(StandardCharsets.UTF_8)).hex()).orElse("locked");
    return List.of(
        new Check(
            one.name("password_hash"),
            one.place("password_hash"),
            expected,
            SHADOW,
            printed -> {
              String found =
                  Facts.row(printed, one.user().name())
                      .map(row -> Facts.column(row, 1))
                      .orElse("none");
              return found.equals(mark) ? Seen.held(expected) : Seen.broken(described(found));
            }));
  }

  private static String described(String mark) {
    return switch (mark) {
      case "open" -> "no password is asked for";
      case "locked" -> "locked";
      case "none" -> "no line in /etc/shadow";
      default -> "another password";
    };
  }

  private static List<Check> keys(Subject subject) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (User user : subject.machine().users()) {
      OneUser one = new OneUser(subject, user);
      int index = 0;
      for (User.AuthorizedKey key : user.authorizedKeys()) {
        String name = one.name("authorized_keys[%d]".formatted(index++));
        switch (key) {
          case User.AuthorizedKey.Line line -> checks.add(key(one, name, line.span(), line.text()));
          case User.AuthorizedKey.KeyFile file -> {
            for (String line : Files.readAllLines(file.file().path())) {
              if (!line.isBlank() && !line.strip().startsWith("#")) {
                checks.add(key(one, name, file.span(), line));
              }
            }
          }
        }
      }
    }
    return checks;
  }

  private static Check key(OneUser one, String name, Span place, String key) {
    String line = key.strip();
    String script =
        """
        file=$(grep %s /etc/passwd | cut -d : -f 6)/.ssh/authorized_keys
        stat -c '%%a %%U' "$file" 2>&1
        cat "$file" 2>&1
        """
            .formatted(ShellWord.quote("^" + one.user().name() + ":"));
    return new Check(
        name, place, "that key", script, printed -> key(printed, one.user().name(), line));
  }

  private static Seen key(String printed, String user, String line) {
    List<String> first = Facts.words(Facts.firstLine(printed));
    if (printed.lines().skip(1).map(String::strip).noneMatch(line::equals)) {
      long keys = printed.lines().skip(1).filter(l -> !l.isBlank()).count();
      return Seen.broken(
          first.size() == 2 ? "not among %d keys".formatted(keys) : Facts.firstLine(printed));
    }
    boolean safe =
        first.size() == 2
            && first.get(0).matches("[0-7]?[0-7][0145][0145]")
            && first.get(1).equals(user);
    return Seen.of(safe, safe ? "that key" : "a file of mode and owner " + String.join(" ", first));
  }
}
