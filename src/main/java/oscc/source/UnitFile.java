package oscc.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * The file in which the store keeps a unit's tree and survey: a magic line with the version, a CRC
 * of what follows, and that.
 */
final class UnitFile {
  /** Raised whenever the layout changes or equal packages would become other trees. */
  static final int VERSION = 1;

  private static final byte[] MAGIC =
      "oscc unit %d\n".formatted(VERSION).getBytes(StandardCharsets.US_ASCII);

  private static final int CRC_SIZE = 8;
  private static final int START = MAGIC.length + CRC_SIZE;

  private UnitFile() {}

  static void write(UnitRecord unit, Path file) throws IOException {
    UnitBytes.Writer out = new UnitBytes.Writer();
    out.digest(unit.id());
    out.digest(unit.contents().digest());
    out.number(unit.contents().size());
    out.texts(unit.matched().stream().sorted().toList());
    UnitTree.write(unit.tree(), out);
    UnitSurvey.write(unit.survey(), out);
    byte[] body = out.toByteArray();
    ByteBuffer whole = ByteBuffer.allocate(MAGIC.length + CRC_SIZE + body.length);
    Files.write(file, whole.put(MAGIC).putLong(crc(body, 0)).put(body).array());
  }

  /** The unit in a file; empty if the file is damaged or foreign, or its contents are gone. */
  static Optional<UnitRecord> read(Path file, Store store) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (!isWhole(bytes)) {
      return Optional.empty();
    }
    UnitBytes.Reader in = new UnitBytes.Reader(ByteBuffer.wrap(bytes).position(START));
    Digest id = in.digest();
    Digest contents = in.digest();
    long size = in.number();
    Optional<Blob> blob = store.find(contents).filter(b -> b.size() == size);
    if (blob.isEmpty()) {
      return Optional.empty();
    }
    List<String> matched = in.texts();
    FileTree tree = UnitTree.read(in, blob.get());
    Survey survey = UnitSurvey.read(in);
    return Optional.of(new UnitRecord(id, blob.get(), tree, survey, Set.copyOf(matched)));
  }

  /** Whether this is all of a unit's file, as it was written. */
  static boolean isWhole(byte[] bytes) {
    return bytes.length > START
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && ByteBuffer.wrap(bytes).getLong(MAGIC.length) == crc(bytes, START);
  }

  private static long crc(byte[] bytes, int start) {
    CRC32 crc = new CRC32();
    crc.update(bytes, start, bytes.length - start);
    return crc.getValue();
  }
}
