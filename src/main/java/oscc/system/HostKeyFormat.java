package oscc.system;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.manifest.Ssh;

/**
 * Finds out of what kind a private key is, without looking at its secret part: PROTOCOL.key of
 * OpenSSH, and what dropbearkey writes, which begins with the name of the kind.
 */
final class HostKeyFormat {
  private static final String MAGIC = "openssh-key-v1\0";
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN OPENSSH PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)"
              + "-----END OPENSSH PRIVATE KEY-----\\s*");
  private static final int LONGEST = 256;

  private static final Map<String, String> KINDS =
      Map.of(
          "ssh-ed25519", "ed25519",
          "ssh-rsa", "rsa",
          "ecdsa-sha2-nistp256", "ecdsa",
          "ecdsa-sha2-nistp384", "ecdsa",
          "ecdsa-sha2-nistp521", "ecdsa");

  private HostKeyFormat() {}

  /** The kind of a key as file names have it; nothing if the server cannot use it. */
  static Optional<String> kind(Ssh.Server server, byte[] key) {
    try {
      return switch (server) {
        case OPENSSH -> ofOpenssh(new String(key, StandardCharsets.ISO_8859_1));
        case DROPBEAR -> Optional.ofNullable(KINDS.get(string(ByteBuffer.wrap(key))));
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> ofOpenssh(String text) {
    Matcher pem = PEM.matcher(text);
    if (!pem.matches()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getMimeDecoder().decode(pem.group(1)));
    byte[] magic = new byte[MAGIC.length()];
    bytes.get(magic);
    String cipher = string(bytes);
    string(bytes);
    if (!cipher.equals("none") || !new String(magic, StandardCharsets.US_ASCII).equals(MAGIC)) {
      return Optional.empty();
    }
    string(bytes);
    int count = bytes.getInt();
    bytes.getInt();
    return count == 1 ? Optional.ofNullable(KINDS.get(string(bytes))) : Optional.empty();
  }

  /** A length of four bytes and as many characters; RFC 4251, section 5. */
  private static String string(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > LONGEST) {
      throw new IllegalArgumentException("a name of %d bytes".formatted(length));
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
