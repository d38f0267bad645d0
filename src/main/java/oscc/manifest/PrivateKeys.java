package oscc.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Knows private keys by what they begin with. */
final class PrivateKeys {
  private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY");
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
}
