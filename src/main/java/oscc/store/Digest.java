package oscc.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest, told as 64 lower-case hexadecimal digits. It is held as four numbers, since
 * there is one for each file of a tree.
 */
public final class Digest implements Comparable<Digest> {
  /** How many bytes it has. */
  public static final int SIZE = 32;

  private static final int LENGTH = 2 * SIZE;
  private static final int BUFFER_SIZE = 1 << 16;

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /** The digest with these digits. */
  public Digest(String hex) {
    this(ByteBuffer.wrap(parse(hex)));
  }

  private Digest(ByteBuffer bytes) {
    this.first = bytes.getLong();
    this.second = bytes.getLong();
    this.third = bytes.getLong();
    this.fourth = bytes.getLong();
  }

  /** The digest whose bytes stand at an offset of a buffer. */
  public static Digest at(ByteBuffer buffer, int offset) {
    return new Digest(buffer.slice(offset, SIZE));
  }

  private static byte[] parse(String hex) {
    if (!isDigest(hex)) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + hex);
    }
    return HexFormat.of().parseHex(hex);
  }

  /** Whether a text is the digits of a digest. */
  public static boolean isDigest(String text) {
    return text.length() == LENGTH && isLowerHex(text);
  }

  /** Whether a text has lower-case hexadecimal digits alone; a pattern's first use takes longer. */
  public static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** The digest of some bytes. */
  public static Digest of(byte[] bytes) {
    return new Digest(ByteBuffer.wrap(sha256().digest(bytes)));
  }

  /** The digest of a file's content. */
  public static Digest of(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      // Most files are small, and a folder may have a million of them.
      ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(in.size() + 1, 1, BUFFER_SIZE));
      MessageDigest sha256 = sha256();
      while (in.read(buffer) >= 0) {
        sha256.update(buffer.flip());
        buffer.clear();
      }
      return ofFinished(sha256);
    }
  }

  /** The digest that a SHA-256 computation arrives at; it is reset by this. */
  public static Digest ofFinished(MessageDigest sha256) {
    return new Digest(ByteBuffer.wrap(sha256.digest()));
  }

  /** A fresh SHA-256 computation. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 64 digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(SIZE)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  @Override
  public int compareTo(Digest other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  @Override
  public String toString() {
    return hex();
  }
}
