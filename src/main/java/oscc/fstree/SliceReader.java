package oscc.fstree;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import oscc.store.Blob;
import oscc.store.DamagedBlob;

/** Reads from any place of the slices of one blob, which it holds open. */
public final class SliceReader implements Closeable {
  private final Blob blob;
  private final FileChannel channel;

  private SliceReader(Blob blob, FileChannel channel) {
    this.blob = blob;
    this.channel = channel;
  }

  /** Opens a blob. */
  public static SliceReader open(Blob blob) throws IOException {
    return new SliceReader(blob, BlobChannel.open(blob));
  }

  /** Fills what remains of {@code target} with the bytes of {@code slice} from {@code at} on. */
  public void readFully(Content.Slice slice, long at, ByteBuffer target) throws IOException {
    if (at < 0 || target.remaining() > slice.size() - at) {
      throw new EOFException(
          "%d bytes at %d of %d".formatted(target.remaining(), at, slice.size()));
    }
    long position = at;
    for (Content.Extent extent : slice.extents()) {
      position = zeros(target, position, extent.at());
      long inside = position - extent.at();
      if (target.hasRemaining() && inside < extent.length()) {
        int length = (int) Math.min(target.remaining(), extent.length() - inside);
        data(target, length, extent.from() + inside);
        position += length;
      }
    }
    zeros(target, position, slice.size());
  }

  private static long zeros(ByteBuffer target, long position, long end) {
    long length = Math.clamp(end - position, 0, target.remaining());
    for (long i = 0; i < length; i++) {
      target.put((byte) 0);
    }
    return position + length;
  }

  private void data(ByteBuffer target, int length, long from) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + length);
    long at = from;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        throw new DamagedBlob(blob); // It is shorter than it was.
      }
      at += read;
    }
    target.limit(limit);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
