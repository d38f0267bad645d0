package oscc.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import oscc.codec.Codec;

/** Compressed bytes that tell by their beginning how they are compressed. */
final class Decompression {
  private Decompression() {}

  /** What a stream holds, decompressed if it is compressed. */
  static InputStream open(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(Codec.HEAD);
    byte[] head = buffered.readNBytes(Codec.HEAD);
    buffered.reset();
    return Codec.detect(head).decompress(buffered);
  }

  /** The same for a part of an archive, whose faults name it. */
  static ArchiveInput open(String archive, String entry, InputStream in) throws IOException {
    try {
      ArchiveInput opened = new ArchiveInput(archive, open(in));
      opened.at(entry);
      return opened;
    } catch (BadArchive e) {
      throw e;
    } catch (IOException e) {
      BadArchive bad =
          new BadArchive(
              archive,
              entry,
              "cannot be read: " + ArchiveInput.reason(e),
              "get or make the archive again");
      bad.initCause(e);
      throw bad;
    }
  }
}
