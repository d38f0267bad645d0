package oscc.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * A kind of file of {@link Words}: a line with its name and version, a CRC of what follows, and
 * that.
 */
public final class WordFile {
  private static final int CRC_SIZE = 8;

  private final byte[] magic;

  /**
   * A kind of file.
   *
   * @param version raised whenever the words mean something else
   */
  public WordFile(String name, int version) {
    this.magic = (name + " " + version + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes words as a file of this kind. */
  public void write(Words.Writer words, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(words, out);
    }
  }

  /** The same where the file is written by someone else. */
  void write(Words.Writer words, OutputStream out) throws IOException {
    CRC32 crc = new CRC32();
    words.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    ByteBuffer head = ByteBuffer.allocate(magic.length + CRC_SIZE);
    out.write(head.put(magic).putLong(crc.getValue()).array());
    words.writeTo(out);
  }

  /** The words of a file; empty if it is damaged, of another kind, or gone by now. */
  public Optional<Words.Reader> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return isWhole(bytes)
        ? Optional.of(new Words.Reader(ByteBuffer.wrap(bytes).position(magic.length + CRC_SIZE)))
        : Optional.empty();
  }

  /** Whether a file is of this kind and as it was written. */
  public boolean isWhole(Path file) throws IOException {
    return isWhole(Files.readAllBytes(file));
  }

  private boolean isWhole(byte[] bytes) {
    int start = magic.length + CRC_SIZE;
    return bytes.length > start
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)
        && ByteBuffer.wrap(bytes).getLong(magic.length) == crc(bytes, start);
  }

  private static long crc(byte[] bytes, int start) {
    CRC32 crc = new CRC32();
    crc.update(bytes, start, bytes.length - start);
    return crc.getValue();
  }
}
