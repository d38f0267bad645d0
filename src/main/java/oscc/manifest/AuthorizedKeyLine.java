package oscc.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A line of {@code authorized_keys}: options, key type, key in base64, comment; sshd(8). */
final class AuthorizedKeyLine {

  /** Strings and numbers in a key's blob after its type, RFC 4253 section 6.6 and its kin. */
  private static final Map<String, Integer> FIELDS =
      Map.of(
          "ssh-ed25519", 1,
          "ssh-rsa", 2,
          "ecdsa-sha2-nistp256", 2,
          "ecdsa-sha2-nistp384", 2,
          "ecdsa-sha2-nistp521", 2,
          "sk-ssh-ed25519@openssh.com", 2,
          "sk-ecdsa-sha2-nistp256@openssh.com", 3);

  private static final String TOO_WEAK = "ssh-dss";

  private AuthorizedKeyLine() {}

  /** What is wrong with a line; nothing if it is a key. */
  static Optional<String> problem(String line) {
    if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      return Optional.of("a key is one line");
    }
    String rest = line.strip();
    String type = firstWord(rest);
    if (!FIELDS.containsKey(type) && !type.equals(TOO_WEAK)) {
      rest = rest.substring(optionsEnd(rest)).strip();
      type = firstWord(rest);
    }
    if (type.equals(TOO_WEAK)) {
      return Optional.of("ssh-dss keys are too weak: servers refuse them");
    }
    if (!FIELDS.containsKey(type)) {
      return Optional.of("expected a key type such as ssh-ed25519, then the key in base64");
    }
    return problemOfBody(type, firstWord(rest.substring(type.length()).strip()));
  }

  private static String firstWord(String text) {
    return text.split("[ \t]", 2)[0];
  }

  /** Where the options end: at the first blank that is not in double quotes. */
  private static int optionsEnd(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      } else if ((c == ' ' || c == '\t') && !quoted) {
        return i;
      }
    }
    return text.length();
  }

  private static Optional<String> problemOfBody(String type, String base64) {
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.of("the key is not base64");
    }
    ByteBuffer in = ByteBuffer.wrap(blob);
    Optional<byte[]> inner = field(in);
    if (inner.isEmpty()) {
      return Optional.of("the key is cut short");
    }
    if (!new String(inner.get(), StandardCharsets.US_ASCII).equals(type)) {
      return Optional.of("the key itself is of another type than the line says");
    }
    for (int i = 0; i < FIELDS.getOrDefault(type, 0); i++) {
      Optional<byte[]> field = field(in);
      if (field.isEmpty()) {
        return Optional.of("the key is cut short");
      }
      if (type.equals("ssh-ed25519") && field.get().length != 32) {
        return Optional.of("an ed25519 key has 32 bytes");
      }
    }
    return in.hasRemaining() ? Optional.of("the key is followed by other bytes") : Optional.empty();
  }

  private static Optional<byte[]> field(ByteBuffer in) {
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Optional.of(bytes);
  }
}
