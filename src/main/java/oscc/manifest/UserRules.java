package oscc.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.syntax.YamlNode;

/** Rules of {@code users} and {@code ssh}. */
final class UserRules {
  private static final int KEY_FILE_LIMIT = 1 << 20;

  private final Report report;

  UserRules(Report report) {
    this.report = report;
  }

  void check(Fields root, Inputs inputs) {
    Unique names = new Unique(report, "user");
    Unique uids = new Unique(report, "user id");
    for (Fields user : root.each("users")) {
      user.find("name").ifPresent(n -> names.claim(n.text(), n));
      user.find("uid").ifPresent(u -> uids.claim(String.valueOf(user.number("uid")), u));
      checkRoot(user);
      user.find("password_hash").ifPresent(this::checkHash);
      user.items("authorized_keys").forEach(k -> checkKey(k, user, inputs));
    }
    root.fields("ssh").ifPresent(ssh -> checkWayIn(root, ssh));
    checkHostKeys(root, inputs);
  }

  private void checkHostKeys(Fields root, Inputs inputs) {
    Fields ssh = root.section("ssh");
    for (Fields key : ssh.each("host_keys")) {
      key.find("file").ifPresent(f -> inputs.checkThere(f, Inputs.Kind.FILE, report));
    }
    if (RootfsRules.isPublic(root.section("rootfs"))) {
      ssh.find("host_keys")
          .ifPresent(keys ->
              report
                  .error(
                      Code.OS0217, keys.key(), "a private key would be published with the bundle")
                  .path(keys.pointer())
                  .label("whoever can fetch the bundle would have it")
                  .help("the machine makes a host key itself when it boots for the first time")
                  .help("or choose `rootfs.delivery: disk`"));
    }
  }

  private void checkRoot(Fields user) {
    if (!user.text("name").isPresent() || user.number("uid").isEmpty()) {
      return;
    }
    boolean isRoot = user.text("name", "").equals("root");
    boolean isZero = user.number("uid").getAsLong() == 0;
    if (isRoot != isZero) {
      user.find("uid")
          .orElseThrow()
          .error(
              report,
              Code.OS0222,
              isRoot ? "`root` has the user id 0" : "user id 0 is that of `root`")
          .label(isRoot ? "leave it out" : "choose another, or let oscc choose");
    }
  }

  private void checkHash(Site hash) {
    Optional<CryptHash> method = CryptHash.of(hash.text());
    if (method.isEmpty()) {
      // The value may be a password, so it is not repeated in the message.
      hash.error(report, Code.OS0207, "this is not a crypt(3) hash")
          .label("expected a hash that begins with $y$, $6$, $5$, $2b$ or $7$")
          .help("`openssl passwd -6` makes one; leave the key out to lock the password");
    } else if (method.get().isWeak()) {
      report
          .warning(Code.OS0208, hash.span(), "this password hash is quickly guessed")
          .path(hash.pointer())
          .label("made by an old method")
          .help("`openssl passwd -6` makes a better one");
    }
  }

  private void checkKey(Site key, Fields user, Inputs inputs) {
    if (key.node() instanceof YamlNode.Scalar) {
      checkLine(key, key.text(), "");
      return;
    }
    Fields fields = user.fields(key).orElseThrow();
    fields
        .find("file")
        .filter(f -> !mayBeInLock(f, inputs) && inputs.checkThere(f, Inputs.Kind.FILE, report))
        .ifPresent(f -> checkKeyFile(f, inputs.path(f.text()).orElseThrow()));
  }

  /** The lock has the text of key files outside the folder, for hosts that lack them. */
  private static boolean mayBeInLock(Site file, Inputs inputs) {
    return inputs
        .path(file.text())
        .filter(path -> !path.startsWith(inputs.folder().normalize()) && !Files.exists(path))
        .isPresent();
  }

  private void checkKeyFile(Site site, Path file) {
    List<String> lines;
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(KEY_FILE_LIMIT));
      lines = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().lines().toList();
    } catch (CharacterCodingException e) {
      site.error(report, Code.OS0206, "%s is not UTF-8 text".formatted(Quoted.of(site.text())))
          .label("expected lines that begin with a key type such as ssh-ed25519");
      return;
    } catch (IOException e) {
      site.error(report, Code.OS0213, "%s cannot be read".formatted(Quoted.of(site.text())))
          .label(String.valueOf(e.getMessage()));
      return;
    }
    boolean any = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        any = true;
        if (!checkLine(site, line, ", line %d".formatted(i + 1))) {
          return;
        }
      }
    }
    if (!any) {
      site.error(report, Code.OS0206, "%s holds no key".formatted(Quoted.of(site.text())))
          .label("expected lines that begin with a key type such as ssh-ed25519");
    }
  }

  private boolean checkLine(Site site, String line, String where) {
    if (PrivateKeys.isIn(line)) {
      site.error(report, Code.OS0217, "this is a private key" + where)
          .label("the public one is in the file that ends with .pub");
      return false;
    }
    Optional<String> problem = AuthorizedKeyLine.problem(line);
    problem.ifPresent(
        p -> site.error(report, Code.OS0206, "this is not a public key" + where).label(p));
    return problem.isEmpty();
  }

  private void checkWayIn(Fields root, Fields ssh) {
    boolean byUser = root.each("users").stream().anyMatch(u -> u.mentions("authorized_keys"));
    boolean byFile =
        root.each("files").stream().anyMatch(f -> f.text("path", "").endsWith("/authorized_keys"));
    // What the schema refused may have been meant as a way in.
    boolean unknown = ssh.mentions("key_from_cmdline") && !ssh.isFalse("key_from_cmdline");
    if (!byUser && !byFile && !unknown) {
      report
          .warning(Code.OS0223, ssh.site().key(), "nobody can log in over ssh")
          .path(ssh.site().pointer())
          .label("no user has `authorized_keys`")
          .help("add a key, or `key_from_cmdline: true`");
    }
  }
}
