package oscc.manifest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shapes of crypt(3) hashes; crypt(5). */
enum CryptHash {
  YESCRYPT("\\$y\\$[./0-9A-Za-z]+\\$[./0-9A-Za-z]{1,86}\\$[./0-9A-Za-z]{43}"),
  GOST_YESCRYPT("\\$gy\\$[./0-9A-Za-z]+\\$[./0-9A-Za-z]{1,86}\\$[./0-9A-Za-z]{43}"),
  SCRYPT("\\$7\\$[./0-9A-Za-z]{11,97}\\$[./0-9A-Za-z]{43}"),
  BCRYPT("\\$2[abxy]\\$[0-9]{2}\\$[./0-9A-Za-z]{53}"),
  SHA512("\\$6\\$(?:rounds=[1-9][0-9]{3,8}\\$)?[^$:\\s]{0,16}\\$[./0-9A-Za-z]{86}"),
  SHA256("\\$5\\$(?:rounds=[1-9][0-9]{3,8}\\$)?[^$:\\s]{0,16}\\$[./0-9A-Za-z]{43}"),
  MD5("\\$1\\$[^$:\\s]{0,8}\\$[./0-9A-Za-z]{22}"),
  DES("[./0-9A-Za-z]{13}");

  private final Pattern shape;

  CryptHash(String shape) {
    this.shape = Pattern.compile(shape);
  }

  /** The method whose hash this is. */
  static Optional<CryptHash> of(String hash) {
    return Stream.of(values()).filter(m -> m.shape.matcher(hash).matches()).findFirst();
  }

  /** Whether such a hash is broken by trying passwords in no time. */
  boolean isWeak() {
    return List.of(MD5, DES).contains(this);
  }
}
