package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import oscc.fstree.Attributes;
import oscc.store.BlobSink;
import oscc.store.Digest;

/** Writes the bytes of files into a unit's blob, and hashes each file on the way. */
final class ContentWriter {
  private static final byte[] ZEROS = new byte[1 << 16];

  private final BlobSink sink;
  private final byte[] buffer = new byte[1 << 16];
  private final MessageDigest sha256 = Digest.sha256();

  ContentWriter(BlobSink sink) {
    this.sink = sink;
  }

  /** A file of which {@code data} has exactly the bytes that the map names. */
  Draft.File write(Attributes attributes, SparseMap map, InputStream data) throws IOException {
    long from = sink.size();
    long position = 0;
    for (SparseMap.Stretch stretch : map.stretches()) {
      hashZeros(stretch.at() - position);
      copy(data, stretch.length());
      position = stretch.at() + stretch.length();
    }
    hashZeros(map.size() - position);
    return new Draft.File(attributes, map, Digest.ofFinished(sha256), from);
  }

  /** A file that is all that is left in {@code data}. */
  Draft.File writeAll(Attributes attributes, InputStream data) throws IOException {
    long from = sink.size();
    long copied = copy(data, Long.MAX_VALUE);
    return new Draft.File(attributes, SparseMap.whole(copied), Digest.ofFinished(sha256), from);
  }

  private long copy(InputStream data, long length) throws IOException {
    long left = length;
    while (left > 0) {
      int read = data.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        break;
      }
      sink.write(buffer, 0, read);
      sha256.update(buffer, 0, read);
      left -= read;
    }
    return length - left;
  }

  private void hashZeros(long length) {
    for (long left = length; left > 0; left -= ZEROS.length) {
      sha256.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
    }
  }
}
