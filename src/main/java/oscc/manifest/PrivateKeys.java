package oscc.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Knows private keys by where they lie and by what they begin with. */
final class PrivateKeys {
  private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY");
  private static final Pattern HOST_KEY_PATH =
      Pattern.compile("/etc/ssh/[^/]*_key|/etc/dropbear/[^/]*_host_key");
  private static final int HEAD = 1 << 16;

  private PrivateKeys() {}

  /** Whether a text holds a private key. */
  static boolean isIn(String text) {
    return PEM.matcher(text).find();
  }

  /** Whether a file begins with a private key; one that cannot be read is not asked here. */
  static boolean isIn(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return isIn(new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether an ssh server looks for its private host key there. */
  static boolean isHostKeyPath(String path) {
    return HOST_KEY_PATH.matcher(path).matches();
  }
}
