package oscc.fstree;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import oscc.store.DamagedBlob;

/** Reads a slice: data from its blob, zeros for its holes. */
final class SliceStream extends InputStream {
  private final Content.Slice slice;
  private final List<Content.Extent> extents;
  private final FileChannel channel;
  private final Closeable owned;
  private int next;
  private long position;

  private SliceStream(Content.Slice slice, FileChannel channel, Closeable owned) {
    this.slice = slice;
    this.extents = slice.extents();
    this.channel = channel;
    this.owned = owned;
  }

  static SliceStream open(Content.Slice slice) throws IOException {
    FileChannel channel = BlobChannel.open(slice.blob());
    return new SliceStream(slice, channel, channel);
  }

  /** Reads from a channel on the slice's blob, which stays open. */
  static SliceStream over(Content.Slice slice, FileChannel channel) {
    return new SliceStream(slice, channel, () -> {});
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= slice.size()) {
      return -1;
    }
    while (next < extents.size() && position >= end(extents.get(next))) {
      next++;
    }
    long dataStart = next < extents.size() ? extents.get(next).at() : slice.size();
    int read =
        position < dataStart
            ? zeros(buffer, offset, (int) Math.min(length, dataStart - position))
            : data(buffer, offset, length, extents.get(next));
    position += read;
    return read;
  }

  /** Goes on without reading, so that a hole costs nothing however large it is. */
  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, slice.size() - position);
    position += skipped;
    return skipped;
  }

  private static long end(Content.Extent extent) {
    return extent.at() + extent.length();
  }

  private static int zeros(byte[] buffer, int offset, int length) {
    Arrays.fill(buffer, offset, offset + length, (byte) 0);
    return length;
  }

  private int data(byte[] buffer, int offset, int length, Content.Extent extent)
      throws IOException {
    int wanted = (int) Math.min(length, end(extent) - position);
    long from = extent.from() + position - extent.at();
    int read = channel.read(ByteBuffer.wrap(buffer, offset, wanted), from);
    if (read < 0) {
      throw new DamagedBlob(slice.blob()); // It is shorter than it was.
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    owned.close();
  }
}
